import {spawn} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {BUNDLE, drift, findingLines, helmBinary, kubectl, reportOf, temporaryFolder} from './harness.ts';
import {proxy} from './proxy.ts';
import {change, changePort, contents, driftTwenty, held, installTwenty, TWENTY, TWENTY_KINDS} from './twenty.ts';
import type {Held} from './twenty.ts';
import {plane} from './plane.ts';

interface Results {
  readonly results: readonly {readonly ref: {readonly kind: string; readonly name: string}; readonly outcome: string}[];
}

const isWrite = (method: string, url: string): boolean => method !== 'GET' && !url.includes('dryRun');
const isRehearsal = (method: string, url: string): boolean => method !== 'GET' && url.includes('dryRun');
const nameIn = (url: string): string => /\/(?:configmaps|secrets|services)\/([a-z0-9-]+)/.exec(url)?.[1] ?? '';
const NAMES = /^(map|secret|service)-/;
const numberOf = (name: string): number => Number(/\d+$/.exec(name)?.[0]);
const kindOf = (name: string): string => (name.startsWith('map') ? 'configmap' : (name.split('-')[0] ?? ''));

/** Overwrites what is to be put back with a value that nobody has reviewed. */
const overwrite = (place: string, name: string): Promise<void> => {
  if (name.startsWith('service')) return changePort(place, name, 9999);
  const patch = name.startsWith('map') ? {data: {key: 'unreviewed'}} : {stringData: {password: 'unreviewed'}};
  return change(place, kindOf(name), name, patch);
};

const valueOf = (object: Held | undefined): unknown => {
  const ports = (object?.spec as {ports?: {port: number}[]} | undefined)?.ports;
  return (
    ports?.[0]?.port ?? object?.data?.['key'] ?? Buffer.from(object?.data?.['password'] ?? '', 'base64').toString()
  );
};

describe.each([
  ['between the dry run and the write', isWrite],
  ['between the review and the dry run of the write', isRehearsal],
])('an object that changes %s', (_when, isMoment) => {
  test.each(['3.22.0', '4.3.1'])(
    'at every step of twenty, helm %s: the unreviewed value stays, another field of the object is no reason to stop',
    async (version) => {
      const place = await installTwenty(helmBinary(version), 'races');
      await driftTwenty(place);
      const raced = new Set<string>();
      let planned = 0;
      const {env} = await proxy({
        before: async (method, url) => {
          const name = nameIn(url);
          if (!isMoment(method, url) || !NAMES.test(name) || raced.has(name)) return;
          // The check asks about each of them, and so does the plan: only what comes after both is a race.
          if (isMoment === isRehearsal && planned < 40) {
            planned += 1;
            return;
          }
          raced.add(name);
          if (numberOf(name) % 2 === 0) await overwrite(place, name);
          else await kubectl('-n', place, 'label', kindOf(name), name, 'raced=true');
        },
      });
      const run = await drift(['fix', TWENTY, '-n', place, '--yes', '-o', 'json'], {
        env: {...env, HELM_BIN: helmBinary(version), XDG_STATE_HOME: temporaryFolder()},
      });
      expect(raced.size).toBe(20);
      const {results} = JSON.parse(run.stdout) as Results;
      const objects = await held(place, TWENTY_KINDS);
      const stands = Object.fromEntries([...objects].map(([, object]) => [object.metadata.name, valueOf(object)]));
      for (const {ref, outcome} of results) {
        const isOdd = numberOf(ref.name) % 2 === 1;
        expect([ref.name, outcome]).toEqual([ref.name, isOdd ? 'patched' : 'conflict']);
        const declared =
          ref.kind === 'Service' ? 80 : ref.kind === 'Secret' ? `declared-canary-${numberOf(ref.name)}` : 'declared';
        const unreviewed = ref.kind === 'Service' ? 9999 : 'unreviewed';
        expect([ref.name, stands[ref.name]]).toEqual([ref.name, isOdd ? declared : unreviewed]);
      }
      expect(results).toHaveLength(20);
      expect(run.code).toBe(5);
    },
  );
});

interface Line {
  readonly type: string;
  readonly step?: number;
  readonly outcome?: string;
  readonly result?: string;
  readonly write?: number;
}

/** Runs a fix and kills it with the server's answer to its k-th write still on the way; Infinity lets it end. */
function killedAt(
  place: string,
  version: string,
  state: string,
  k: number,
  {env, count}: {env: NodeJS.ProcessEnv; count: {onWrite: (n: number) => void; writes: number}},
): Promise<void> {
  return new Promise((resolve) => {
    count.writes = 0;
    const child = spawn(process.execPath, [BUNDLE, 'fix', TWENTY, '-n', place, '--yes'], {
      env: {
        ...process.env,
        KUBECONFIG: plane().kubeconfig,
        ...env,
        HELM_BIN: helmBinary(version),
        XDG_STATE_HOME: state,
      },
      stdio: 'ignore',
    });
    count.onWrite = (n) => {
      if (n === k) child.kill('SIGKILL');
    };
    child.on('close', () => resolve());
  });
}

function recordsIn(state: string): Line[][] {
  const folder = join(state, 'helm-drift', 'records');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => JSON.parse(line) as Line),
    );
}

/** Every kill costs seconds: all of them are `HELM_DRIFT_KILLS=all`, and the usual run takes those around each kind of write. */
const KILLS = {
  '3.22.0': {usual: [1, 20], all: 20},
  '4.3.1': {usual: [1, 17, 18, 19, 28], all: 28},
} as const;

describe.each(['3.22.0', '4.3.1'] as const)('a fix of helm %s that is killed', (version) => {
  test(
    'after any write of twenty steps leaves a true record, and the next run and undo finish the job',
    {timeout: 600_000},
    async () => {
      const place = await installTwenty(helmBinary(version), 'killed');
      const count = {onWrite: (_n: number): void => {}, writes: 0};
      const {env} = await proxy({
        after: (method, url) => {
          if (isWrite(method, url)) count.onWrite(++count.writes);
        },
      });
      const clean = contents(await held(place, TWENTY_KINDS));
      const {usual, all} = KILLS[version];
      const kills =
        process.env['HELM_DRIFT_KILLS'] === 'all' ? Array.from({length: all}, (_, index) => index + 1) : usual;
      // What is undone has drifted again: the next round begins there.
      await driftTwenty(place);
      for (const k of kills) {
        const state = temporaryFolder();
        const options = {env: {HELM_BIN: helmBinary(version), XDG_STATE_HOME: state}};
        const drifted = contents(await held(place, TWENTY_KINDS));
        await killedAt(place, version, state, k, {env, count});
        const [lines = []] = recordsIn(state);
        const now = contents(await held(place, TWENTY_KINDS));
        const keys = Object.keys(clean);
        // What the record calls done is done; only the one write whose answer was on the way may be either.
        const written = new Set(
          lines.filter(({type, result}) => type === 'outcome' && result === 'done').map(({step}) => step),
        );
        const begun = new Set(lines.filter(({type}) => type === 'write-ahead').map(({step}) => step));
        const changed = keys.filter((key) => JSON.stringify(now[key]) !== JSON.stringify(drifted[key])).length;
        expect(changed).toBeGreaterThanOrEqual(written.size);
        expect(changed).toBeLessThanOrEqual(begun.size);
        expect(begun.size - written.size).toBeLessThanOrEqual(1);
        expect(lines.some(({type}) => type === 'end')).toBe(false);

        const again = await drift(['fix', TWENTY, '-n', place, '--yes'], options);
        expect([k, again.code, again.stderr]).toEqual([k, 0, '']);
        expect(contents(await held(place, TWENTY_KINDS))).toEqual(clean);
        for (const object of (await held(place, TWENTY_KINDS)).values())
          expect(object.metadata.managedFields?.map(({manager}) => manager)).toEqual(['helm']);
        const check = reportOf(await drift(['check', TWENTY, '-n', place, '-o', 'json'], options));
        expect(findingLines(check)).toEqual([]);

        // Both records together take everything back, the newer one first.
        const ids = recordIds(state).toReversed();
        for (const id of ids) {
          const undone = await drift(['undo', id, '-n', place, '--yes'], options);
          expect([id, undone.code, undone.stderr]).toEqual([id, 0, '']);
        }
        expect(contents(await held(place, TWENTY_KINDS))).toEqual(drifted);
      }
    },
  );
});

function recordIds(state: string): string[] {
  return readdirSync(join(state, 'helm-drift', 'records'))
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.slice(0, -'.jsonl'.length))
    .toSorted();
}
