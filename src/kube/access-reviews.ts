import {UserError} from '../model/errors.ts';
import {textOf} from '../model/json.ts';
import type {JsonObject} from '../model/json.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {Connection} from './connection.ts';
import {dryWrite, errorCodeOfStatus} from './request.ts';

const WITHIN_MS = 5000;

export interface AccessReviews {
  token(review: JsonObject): Promise<JsonObject>;
  access(review: JsonObject): Promise<JsonObject>;
}

/** Has the API server review a token, or what somebody may: nothing is written by either. Throws UserError and UnreachableError where there is no review. */
export function accessReviews(connection: Connection): AccessReviews {
  const posted = async (group: string, plural: string, review: JsonObject): Promise<JsonObject> => {
    const {status, body} = await dryWrite(connection, {
      method: 'POST',
      path: `/apis/${group}/v1/${plural}`,
      contentType: 'application/json',
      body: stringifyJson(review),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    if (status === 200 || status === 201) return body;
    throw new UserError(
      `${plural}: ${textOf(body['message']) || `the API server answered ${status}`}`,
      `It takes the right to create ${plural}.${group}; the chart gives it where console.enabled is true.`,
      {code: errorCodeOfStatus(status)},
    );
  };
  return {
    token: (review) => posted('authentication.k8s.io', 'tokenreviews', review),
    access: (review) => posted('authorization.k8s.io', 'subjectaccessreviews', review),
  };
}
