import type {Json, JsonObject} from '../model/json.ts';
import {isObject} from '../model/json.ts';
import {holdsMask} from '../model/mask.ts';
import {stringifyJson} from '../yaml/json.ts';
import {readYamlDocuments} from '../yaml/read.ts';
import {writeYaml} from '../yaml/write.ts';
import type {Redactor} from '../redact/redactor.ts';

export interface Capture {
  readonly text: string;
  readonly objects: number;
  /** How many values were masked. */
  readonly masked: number;
}

/** A manifest without secrets: documents that hold none stay as they are, to the letter; others are written anew with masks. */
export function capturedManifest(text: string, name: string, redactor: Pick<Redactor, 'learn' | 'object'>): Capture {
  const documents = readYamlDocuments(text, {name}).filter(({value}) => value !== null);
  for (const {value} of documents) redactor.learn(value);
  let masked = 0;
  const parts = text.split(/^(?=---(?:\s|$))/m).map((part) => {
    const values = readYamlDocuments(part, {name}).map(({value}) => value);
    const safe = values.map((value) => (isObject(value) ? redactor.object(value) : value));
    const count = masksIn(safe) - masksIn(values);
    if (stringifyJson(safe) === stringifyJson(values)) return part;
    masked += count;
    return rewritten(part, safe);
  });
  return {text: parts.join(''), objects: documents.length, masked};
}

/** Comments before the content stay: Helm's `# Source:` is one of them. So does, where it can, the line of all that follows. */
function rewritten(part: string, values: readonly Json[]): string {
  const head = /^(?:---[^\n]*\n)?(?:[^\S\n]*(?:#[^\n]*)?\n)*/.exec(part)?.[0] ?? '';
  const text = head + values.map(writeYaml).join('---\n');
  const lines = (one: string): number => one.split('\n').length;
  return text + '\n'.repeat(Math.max(0, lines(part) - lines(text)));
}

/** Live objects as `kubectl get -o yaml` prints them, without secrets. */
export function capturedObjects(objects: readonly JsonObject[], redactor: Redactor): Capture {
  for (const object of objects) redactor.learn(object);
  const items = objects.map(redactor.object);
  const list = {apiVersion: 'v1', items, kind: 'List', metadata: {resourceVersion: ''}};
  return {text: writeYaml(list), objects: objects.length, masked: redactor.show ? 0 : masksIn(items)};
}

function masksIn(value: unknown): number {
  if (typeof value === 'string') return holdsMask(value) ? 1 : 0;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + masksIn(item), 0);
}
