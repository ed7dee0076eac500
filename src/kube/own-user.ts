import {UserError} from '../model/errors.ts';
import {isObject, textOf} from '../model/json.ts';
import {stringifyJson} from '../yaml/json.ts';
import type {Connection} from './connection.ts';
import {dryWrite, UnreachableError} from './request.ts';

const API_VERSION = 'authentication.k8s.io/v1';

/**
 * The name that the API server knows the caller by, by a SelfSubjectReview. Undefined where it does not
 * tell: it is older than 1.28, or does not answer. `mark` is a word that the audit log takes down with the request.
 */
export async function ownUser(connection: Connection, mark?: string): Promise<string | undefined> {
  try {
    const {status, body} = await dryWrite(connection, {
      method: 'POST',
      path: `/apis/${API_VERSION}/selfsubjectreviews`,
      ...(mark === undefined ? {} : {query: {fieldManager: mark}}),
      contentType: 'application/json',
      body: stringifyJson({apiVersion: API_VERSION, kind: 'SelfSubjectReview'}),
    });
    const review = status === 201 ? body['status'] : undefined;
    const user = isObject(review) ? review['userInfo'] : undefined;
    return (isObject(user) && textOf(user['username'])) || undefined;
  } catch (error) {
    // A name is no reason to write nothing.
    if (error instanceof UserError || error instanceof UnreachableError) return undefined;
    throw error;
  }
}
