import type {ReleaseRecord} from './ports.ts';

/** The newest revision of a release; undefined where there is none. */
export function newestOf(history: readonly ReleaseRecord[]): ReleaseRecord | undefined {
  return history.reduce<ReleaseRecord | undefined>(
    (newest, one) => (newest === undefined || one.revision > newest.revision ? one : newest),
    undefined,
  );
}
