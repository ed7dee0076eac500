import {kindOfName} from './names/name-words.ts';

/** Whether what a user gives under a name (`db.password=…`) is a secret wherever it turns up. */
export function isSecretName(name: string): boolean {
  const kind = kindOfName(name);
  return kind === 'secret' || kind === 'key';
}
