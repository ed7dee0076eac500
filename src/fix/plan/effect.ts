import {isDeepStrictEqual} from 'node:util';
import {overlap} from '../../check/compare/overlap.ts';
import type {Shape} from '../../check/normalize/shape.ts';
import type {JsonObject} from '../../model/json.ts';
import {formatPath, valueAt} from '../../model/path.ts';
import type {Path} from '../../model/path.ts';
import type {Finding} from '../../model/report.ts';
import {changes, content} from './changes.ts';
import {someOf} from '../../model/plural.ts';

/** What a write would do, held against what it is to do. */
export interface Effect {
  /** What is asked for. */
  readonly wanted: readonly Path[];
  /** Changed beyond what was asked for: by the server's own hand, or because the write says more than it should. */
  readonly beyond: readonly Path[];
  /** Asked for, and still as it was. */
  readonly missed: readonly Path[];
}

/** Holds the result of a dry run against the object as it stands and as it is to be. */
export function effectOf(live: JsonObject, target: JsonObject, result: JsonObject, shape: Shape): Effect {
  const wanted = changes(content(live), content(target), shape);
  const done = changes(content(live), content(result), shape);
  return {
    wanted,
    beyond: done.filter((path) => !wanted.some((other) => overlap(path, other))),
    missed: wanted.filter((path) => isDeepStrictEqual(valueAt(live, path), valueAt(result, path))),
  };
}

/** The first of these paths that leads to or through drift which is not to be touched. */
export function forbiddenPath(paths: readonly Path[], left: readonly Finding[]): Path | undefined {
  return paths.find((path) => left.some((finding) => finding.path.length > 0 && overlap(path, finding.path)));
}

export function pathList(paths: readonly Path[]): string {
  return someOf(paths.map(formatPath));
}
