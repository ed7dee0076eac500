import {load} from 'js-yaml';

/** Whether artifacthub-repo.yml still holds the values that stand for those that nobody has been given yet. */
export function isUnregistered(text: string): boolean {
  const {repositoryID, owners} = load(text) as {
    readonly repositoryID?: string;
    readonly owners?: readonly {readonly email?: string}[];
  };
  return /^[0-]+$/.test(repositoryID ?? '0') || (owners ?? []).some(({email = ''}) => email.endsWith('.invalid'));
}
