import type {JsonObject} from '../model/json.ts';
import type {ObjectRef, ReleaseRef} from '../model/refs.ts';
import {parseApiVersion} from '../model/refs.ts';
import type {Change, Finding} from '../model/report.ts';
import {pathMatches} from './path-match.ts';
import type {Sides} from './path-match.ts';
import {isExpression, patternMatches} from '../model/patterns.ts';
import type {RulePath} from './rule-path.ts';
import {metadataOf, selectorMatches} from './selector.ts';

/** Which objects a rule is for: all that is given must hold. Globs, or a `/regular expression/`. */
export interface Target {
  /** The release's name, or `namespace/name`. */
  readonly release?: string;
  /** '' is the core group; absent is any. */
  readonly group?: string;
  /** Of the declared object; Flux targets have it. */
  readonly version?: string;
  readonly kind?: string;
  /** '' is a cluster-scoped object. */
  readonly namespace?: string;
  readonly name?: string;
  readonly labelSelector?: string;
  readonly annotationSelector?: string;
}

/** A difference that somebody has accepted, with his reason. */
export interface Rule {
  /** Where it was written, for messages: `.helm-drift.yaml, rule 2`, `annotation of Deployment/web`. */
  readonly from: string;
  readonly reason: string;
  /** RFC 3339 date or date-time; after it the rule no longer holds. */
  readonly expires?: string;
  readonly target: Target;
  /** Absent: any path. */
  readonly paths?: readonly RulePath[];
  /** Globs; the finding's attribution must match one. */
  readonly managers?: readonly string[];
  /** Absent: changes within an object, and whole objects only where neither paths nor managers are named. */
  readonly changes?: readonly Change[];
  /** Of an Argo CD or Flux document: it serves that tool too, so that nobody is told that it is unused here. */
  readonly foreign?: true;
  /** What keeps it from being understood. It matches nothing then. */
  readonly problem?: string;
}

/** What a rule may look at beside the finding. */
export interface Seen extends Sides {
  readonly release: Pick<ReleaseRef, 'name' | 'namespace'>;
}

type Subject = Pick<Finding, 'ref' | 'path' | 'change' | 'desired' | 'live' | 'by'>;

/** Whether a rule is about a finding. Its expiry is not asked: see isExpired. */
export function ruleMatches(rule: Rule, finding: Subject, seen: Seen): boolean {
  const {target, paths, managers, changes, problem} = rule;
  if (problem !== undefined || !targetMatches(target, finding.ref, seen)) return false;
  if (changes !== undefined && !changes.includes(finding.change)) return false;
  const manager = finding.by.manager;
  if (managers !== undefined && (manager === undefined || !managers.some((glob) => patternMatches(glob, manager))))
    return false;
  // A rule for fields says nothing about an object that is gone, unless it names that change.
  if (finding.path.length === 0) return changes !== undefined || (paths === undefined && managers === undefined);
  return paths === undefined || paths.some((path) => pathMatches(path, finding, seen));
}

/** Whether an object is one of a rule's. Labels are the declared object's, of one that is only live its own. */
export function targetMatches(target: Target, ref: ObjectRef, seen: Seen): boolean {
  const {group, version, kind, namespace, name, labelSelector, annotationSelector} = target;
  const object = seen.declared ?? seen.live;
  return (
    releaseMatches(target.release, seen.release) &&
    fits(group, ref.group) &&
    fits(kind, ref.kind) &&
    fits(namespace, ref.namespace ?? '') &&
    fits(name, ref.name) &&
    fits(version, versionOf(object)) &&
    (labelSelector === undefined || selectorMatches(labelSelector, metadataOf(object, 'labels'))) &&
    (annotationSelector === undefined || selectorMatches(annotationSelector, metadataOf(object, 'annotations')))
  );
}

function releaseMatches(pattern: string | undefined, {namespace, name}: Seen['release']): boolean {
  const isFull = pattern !== undefined && pattern.includes('/') && !isExpression(pattern);
  return fits(pattern, isFull ? `${namespace}/${name}` : name);
}

function fits(pattern: string | undefined, text: string): boolean {
  return pattern === undefined || patternMatches(pattern, text);
}

function versionOf(object: JsonObject | undefined): string {
  const apiVersion = object?.['apiVersion'];
  return typeof apiVersion === 'string' ? parseApiVersion(apiVersion).version : '';
}
