import {inspect} from '../../../src/check/check.ts';
import type {Inspection} from '../../../src/check/check.ts';
import {readLive} from '../../../src/check/evidence/read.ts';
import {builtinScope} from '../../../src/check/intent/builtin-scope.ts';
import {shapes} from '../../../src/check/normalize/shapes.ts';
import {NO_CONFIG} from '../../../src/config/file.ts';
import type {Clock} from '../../../src/fix/apply/write-context.ts';
import {carryOut, prepare} from '../../../src/fix/fix.ts';
import type {Fixed, FixOptions, FixPorts, Prepared} from '../../../src/fix/fix.ts';
import {content} from '../../../src/fix/plan/changes.ts';
import {fixRecord} from '../../../src/fix/record/history.ts';
import type {FixRecord} from '../../../src/fix/record/history.ts';
import {unfinishedPatches} from '../../../src/fix/record/unfinished.ts';
import type {RecordLine} from '../../../src/fix/record/journal.ts';
import type {UndoPorts} from '../../../src/fix/undo.ts';
import {toLive} from '../../../src/model/evidence.ts';
import type {StepResult} from '../../../src/model/fix.ts';
import {isObject, metadataOf, textOf} from '../../../src/model/json.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import type {EvidenceSource} from '../../../src/model/ports.ts';
import type {ApplyMethod} from '../../../src/model/refs.ts';
import type {SchemaTable} from '../../../src/model/schema.ts';
import {createRedactor} from '../../../src/redact/redactor.ts';
import {stringifyJson} from '../../../src/yaml/json.ts';
import {fakeServer} from './api-server.ts';
import type {FakeServer} from './api-server.ts';

export const NOW = new Date('2026-11-23T12:00:00Z');
export const ALL: FixOptions['selection'] = {only: [], exclude: [], added: true, prune: true};

export interface World {
  readonly server: FakeServer;
  readonly ports: FixPorts;
  readonly undoPorts: UndoPorts;
  readonly options: FixOptions;
  /** The record's lines. `onLine` hears of each before it is taken down; what it throws is a disk's error. */
  readonly lines: RecordLine[];
  readonly disk: {onLine?: (line: RecordLine) => void; closed: boolean};
  readonly results: StepResult[];
  /** Why the release may not be written to. */
  readonly helm: {stopped?: () => string | undefined};
  /** Milliseconds that were waited. */
  readonly waited: {milliseconds: number};
  inspect(): Promise<Inspection>;
  /** Both halves, with the options of the world unless told otherwise. */
  fix(options?: Partial<FixOptions>): Promise<{prepared: Prepared; fixed: Fixed}>;
  record(): FixRecord;
  /** What a person could have written in an object; undefined where it is not there. */
  contentOf(kind: string, name: string): JsonObject | undefined;
}

interface Release {
  readonly declared: readonly JsonObject[];
  readonly method?: ApplyMethod;
  readonly schemas?: SchemaTable;
}

const STAMPS = {
  labels: {'app.kubernetes.io/managed-by': 'Helm'},
  annotations: {'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'shop'},
};

/** An object as Helm installs it: in its namespace, and with what Helm writes beside the manifest. */
export function stamped(object: JsonObject): JsonObject {
  const {labels, annotations, ...metadata} = metadataOf(object);
  const both = (own: unknown, stamps: JsonObject): JsonObject => ({...(isObject(own) ? own : {}), ...stamps});
  return {
    ...object,
    metadata: {
      namespace: 'shop',
      ...metadata,
      labels: both(labels, STAMPS.labels),
      annotations: both(annotations, STAMPS.annotations),
    },
  };
}

export function fakeClock(): Clock & {readonly waited: {milliseconds: number}} {
  const waited = {milliseconds: 0};
  return {
    waited,
    elapsed: () => waited.milliseconds,
    pause: async (milliseconds) => void (waited.milliseconds += milliseconds),
  };
}

/** A release `shop` as it was installed, in a cluster in memory, and all that a fix or an undo of it asks of the world. */
export function world({declared, method = 'ssa', schemas}: Release): World {
  const server = fakeServer();
  for (const object of declared) server.served.add(`${textOf(object['apiVersion'])}/${textOf(object['kind'])}`);
  for (const object of declared) server.put(stamped(object), method === 'ssa' ? 'helm Apply' : 'helm Update');
  const release = {name: 'shop', namespace: 'shop', revision: 3, applyMethod: method};
  const redactor = createRedactor({key: 'test'});
  const clock = fakeClock();
  const [lines, results]: [RecordLine[], StepResult[]] = [[], []];
  const disk: World['disk'] = {closed: false};
  const helm: World['helm'] = {};

  async function look(): Promise<Inspection> {
    const text = declared.map((object) => stringifyJson(object)).join('\n---\n');
    const baseline = {
      release: {...release, status: 'deployed'},
      from: {kind: 'release', revision: 3} as const,
      text,
      name: 'manifest of shop, revision 3',
      notes: [],
      applyMethod: async () => method,
    };
    return inspect(baseline, await evidence(server, schemas), {fidelity: 'client', config: NO_CONFIG}, NOW);
  }

  const ports: FixPorts = {
    writeContext: {
      reader: server.reader,
      writer: server.writer,
      resources: () => server.reader.discover(),
      refresh: () => {},
      safe: (text) => text.replaceAll('hunter2', '***'),
      clock,
    },
    cluster: {name: 'test', server: 'https://test:6443', uid: 'cluster-1'},
    inspect: look,
    stopped: async () => helm.stopped?.(),
    shown: ({report}) => {
      const copies = redactor.report(report).findings;
      return new Map(report.findings.map((finding, at) => [finding, copies[at] ?? finding]));
    },
    unfinished: async () => (lines.length === 0 ? [] : unfinishedPatches([fixRecord(lines, 'record-1')])),
    whole: async (live) => toLive(server.live(live.ref.kind, live.ref.name) ?? live.object),
    record: async (head) => {
      const take = async (line: RecordLine): Promise<void> => {
        disk.onLine?.(line);
        lines.push(structuredClone(line));
      };
      await take({...head, id: 'record-1'});
      return {id: 'record-1', append: take, digest: () => 'd1', close: async () => void (disk.closed = true)};
    },
    onResult: (result) => void results.push(result),
    now: () => NOW,
  };
  const options = {release, selection: ALL, recreate: false, validFor: 3600};
  return {
    server,
    ports,
    undoPorts: {...ports, shapesOf: async () => shapes(schemas), learn: redactor.learn, redacted: redactor.finding},
    options,
    lines,
    disk,
    results,
    helm,
    waited: clock.waited,
    inspect: look,
    async fix(more = {}) {
      const prepared = await prepare(ports, {...options, ...more});
      return {prepared, fixed: await carryOut(prepared, ports)};
    },
    record: () => fixRecord(lines, 'record-1'),
    contentOf: (kind, name) => {
      const live = server.live(kind, name);
      return live === undefined ? undefined : content(live);
    },
  };
}

async function evidence({reader}: FakeServer, schemas: SchemaTable | undefined): Promise<EvidenceSource> {
  const resources = await reader.discover();
  return {
    from: {kind: 'cluster', cluster: reader.identity},
    scopeOf: async () => (group, kind) => builtinScope(group, kind) ?? true,
    read: (intent) => readLive(reader, resources, intent),
    owned: async () => {
      const lists = await Promise.all(resources.preferred.map((resource) => reader.list(resource, 'shop')));
      return {objects: lists.flatMap((list) => ('objects' in list ? list.objects.map(toLive) : [])), unsearched: []};
    },
    ...(schemas === undefined ? {} : {schemas: async () => schemas}),
  };
}
