import type {JsonObject} from './json.ts';

/** A write that helm wanted to make, and what the API server says it would have made of it. */
export interface DriedWrite {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/apis/apps/v1/namespaces/shop/deployments/web`. */
  readonly path: string;
  readonly body: JsonObject | undefined;
  readonly status: number;
  readonly answer: JsonObject;
}
