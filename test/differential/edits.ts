import {CLASSES, changed, drawDraft} from '../accuracy/draw.ts';
import type {DrawnClass} from '../accuracy/draw.ts';
import {allFields} from '../accuracy/fields.ts';
import type {Field} from '../accuracy/fields.ts';
import {asObj, equal, isObj, isScalar} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import type {Change} from '../accuracy/patches.ts';
import {Rng} from '../accuracy/rng.ts';
import type {Subject} from '../accuracy/subjects.ts';
import {draftOf, toolsFor, versionOf} from '../accuracy/write.ts';
import type {Draft, Hands} from '../accuracy/write.ts';
import {fresh} from './fresh.ts';
import {isLeftAlone} from './leave.ts';
import {respelled} from './spellings.ts';

/** Beside what the accuracy suite draws: the writes that differ from the intent in little, or in spelling alone. */
const EDITS = {
  ...CLASSES,
  'a value to zero': 10,
  'other spelling': 6,
  'any list reordered': 6,
  'a list or map emptied': 6,
  'an item taken out': 6,
  'a block beside': 10,
  'a live value changed': 12,
} as const;
const MANAGERS = ['kubectl-edit', 'kubectl-patch', 'argocd-controller', 'terraform', 'my-operator'] as const;
const TRIES = 30;

/** One change by another manager than Helm; undefined where the server took none of those that were drawn. */
export async function edit(seed: number, subject: Subject, hands: Hands): Promise<string | undefined> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const rng = new Rng(seed, 'edit', subject.url, attempt);
    const {status, body: before} = await hands.api.ask('GET', subject.url);
    if (status !== 200) return undefined;
    const draft = drawn(subject, before, rng);
    if (draft === undefined || isBeyond(draft.change, subject)) continue;
    const {after} = await draft.send(hands);
    if (after === undefined || versionOf(after) === versionOf(before)) continue;
    return textOf(draft);
  }
  return undefined;
}

function textOf({what, tool, change: {op, pointer, value}, writer}: Draft): string {
  const says = op === 'remove' ? 'removed' : `= ${JSON.stringify(value)}`;
  return `${what}: ${pointer.join('.')} ${says} by ${tool} as ${writer.manager}`;
}

const isBeyond = ({pointer}: Change, {kind}: Subject): boolean =>
  pointer.some((step) => isLeftAlone(step, kind.kind)) || pointer[0] === 'status';

function drawn(subject: Subject, before: Obj, rng: Rng): Draft | undefined {
  const what = rng.weighted(EDITS);
  if (Object.hasOwn(CLASSES, what)) {
    const draft = drawDraft(what as DrawnClass, subject, before, rng, MANAGERS);
    // A process costs what twenty requests cost, and says nothing that a request cannot.
    return draft?.tool.startsWith('kubectl') === true ? undefined : draft;
  }
  const change = changeOf(what, subject, before, rng);
  if (change === undefined) return undefined;
  const tool = rng.pick(toolsFor(subject, before, change).raw);
  return tool && draftOf(what, subject, before, change, tool, rng.one(MANAGERS));
}

function changeOf(what: keyof typeof EDITS, {kind}: Subject, before: Obj, rng: Rng): Change | undefined {
  const fields = allFields(before, kind.schema).filter(({pointer}) => pointer.length > 1);
  switch (what) {
    case 'a value to zero':
      return setOne(fields, rng, ({value}) => zeroLike(value));
    case 'other spelling':
      return setOne(fields, rng, ({value, schema}) => respelled(value, schema, rng));
    case 'any list reordered':
      return setOne(fields, rng, ({value}) =>
        Array.isArray(value) && value.length > 1 ? [...value.slice(1), ...value.slice(0, 1)] : undefined,
      );
    case 'a list or map emptied':
      return setOne(fields, rng, ({value}) => (Array.isArray(value) ? [] : isObj(value) ? {} : undefined));
    case 'an item taken out': {
      const items = fields.filter(({pointer}) => /^\d+$/.test(pointer.at(-1) ?? ''));
      const item = rng.pick(items);
      return item && {op: 'remove', pointer: item.pointer};
    }
    case 'a live value changed':
      return changed(rng.pick(fields.filter(({value}) => isScalar(value))), rng);
    default:
      return blockBeside(fields, rng);
  }
}

function setOne(fields: readonly Field[], rng: Rng, other: (field: Field) => Json | undefined): Change | undefined {
  const changes = fields.flatMap((field): Change[] => {
    const value = other(field);
    return value === undefined || equal(value, field.value) ? [] : [{op: 'set', pointer: field.pointer, value}];
  });
  return rng.pick(changes);
}

function zeroLike(value: Json): Json | undefined {
  switch (typeof value) {
    case 'number':
      return 0;
    case 'string':
      return '';
    case 'boolean':
      return false;
    default:
      return undefined;
  }
}

/** A field that is absent, set to whatever its schema allows, a block too. */
function blockBeside(fields: readonly Field[], rng: Rng): Change | undefined {
  const owner = rng.pick(
    fields.filter(({value, schema, pointer}) => isObj(value) && schema !== undefined && !pointer.includes('metadata')),
  );
  const name = rng.pick((owner?.schema?.properties ?? []).filter((key) => asObj(owner?.value)[key] === undefined));
  const schema = name === undefined ? undefined : owner?.schema?.of(name);
  if (owner === undefined || name === undefined || schema === undefined) return undefined;
  const value = fresh(schema, name, rng);
  return value === undefined ? undefined : {op: 'set', pointer: [...owner.pointer, name], value};
}
