import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {gunzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import type {Obj} from '../accuracy/json.ts';
import {audited} from '../audit/events.ts';
import {everybody, measure, truthsOf} from '../audit/measure.ts';
import {LEVELS, openGround} from '../audit/plane.ts';
import type {Ground} from '../audit/plane.ts';
import {check} from '../audit/product.ts';
import type {Found} from '../audit/product.ts';
import {receive} from '../audit/receiver/process.ts';
import {play} from '../audit/scene.ts';
import {TWO} from '../kube/certificates.ts';
import {BUNDLE, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

/** A certificate for 127.0.0.1 that a real API server has made, and one of another CA for whoever posts. */
function credentials(folder: string): readonly string[] {
  writeFileSync(join(folder, 'client.crt'), TWO.cert);
  writeFileSync(join(folder, 'client.key'), TWO.key, {mode: 0o600});
  const key = join(dirname(plane().caFile), 'apiserver.key');
  return ['--tls-cert', plane().caFile, '--tls-key', key, '--client-ca', join(folder, 'client.crt')];
}

/** What `--audit-webhook-config-file` takes. */
function webhookFlags(folder: string, url: string, ...more: readonly string[]): readonly string[] {
  const file = join(folder, 'webhook.yaml');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{name: 'receiver', cluster: {server: url, 'certificate-authority': plane().caFile}}],
    users: [
      {
        name: 'api-server',
        user: {'client-certificate': join(folder, 'client.crt'), 'client-key': join(folder, 'client.key')},
      },
    ],
    contexts: [{name: 'receiver', context: {cluster: 'receiver', user: 'api-server'}}],
    'current-context': 'receiver',
  };
  writeFileSync(file, JSON.stringify(config));
  return [`--audit-webhook-config-file=${file}`, '--audit-webhook-batch-max-wait=1s', ...more];
}

interface Event {
  readonly auditID: string;
  readonly stage: string;
}

const eventsIn = (text: string): Event[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{"kind":"Event"'))
    .map((line) => JSON.parse(line) as Event);

/** Every event in a receiver's folder. */
function received(folder: string): Event[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('audit-'));
  const bytes = names.map((name) => ({name, read: readFileSync(join(folder, name))}));
  return bytes.flatMap(({name, read}) => eventsIn((name.endsWith('.gz') ? gunzipSync(read) : read).toString('utf8')));
}

/** What is said of the person by each finding. */
const said = (found: readonly Found[]): Map<string, string> =>
  new Map(found.map(({id, key, path, change, said: by}) => [`${id} ${key} ${path} ${change}`, by]));

/** Until all that the server's own log holds has come; what never comes is told. */
async function arrived({log}: Ground, folder: string, withinMs: number): Promise<string[]> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const ids = new Set(received(folder).map(({auditID}) => auditID));
    const missing = eventsIn(readFileSync(log, 'utf8')).filter(
      ({auditID, stage}) => stage === 'ResponseComplete' && !ids.has(auditID),
    );
    if (missing.length === 0 || Date.now() > deadline) return missing.map(({auditID}) => auditID);
    await sleep(500);
  }
}

test.each(LEVELS)(
  'level %s: what a real API server posts names whom its own log names',
  async (level) => {
    const folder = temporaryFolder();
    const spool = join(folder, 'spool');
    const args = ['--into', spool, '--listen', '127.0.0.1:0', '--rotate', '64Ki', '--keep', '64Mi'];
    const receiving = await receive(BUNDLE, [...args, ...credentials(folder)]);
    const begun = Date.now();
    const ground = await openGround(level, () => {}, {
      apiServerFlags: webhookFlags(folder, receiving.url),
      isSparing: true,
    });
    try {
      // What was done before it listened, by another's clock perhaps, the log does not vouch for.
      await sleep(Math.max(0, begun + 6000 - Date.now()));
      const scene = await play(ground, {seed: 2026, mutations: 40, onProgress: () => {}});
      const plain = await check(ground.env, BUNDLE);
      const truths = await truthsOf(scene, plain.found);
      const posted = await check(ground.env, BUNDLE, {audit: spool});
      const native = await check(ground.env, BUNDLE, {audit: ground.log});
      scene.world.close();
      expect([plain, posted, native].map(({run}) => run.code)).toEqual([2, 2, 2]);
      const {judged, wrong} = measure(truths, posted.found, everybody(scene));
      expect(wrong).toEqual([]);
      expect(judged.filter(({verdict}) => verdict === 'exact').length).toBeGreaterThan(10);
      expect(said(posted.found)).toEqual(said(native.found));
      expect(await arrived(ground, spool, 10_000)).toEqual([]);
      // Some were zipped meanwhile, one is written.
      expect(readdirSync(spool).filter((name) => name.endsWith('.gz')).length).toBeGreaterThan(0);
      expect(await receiving.end('SIGTERM')).toBe(0);
      expect(receiving.stderr()).toMatch(/^In all \d+ batches of \d+ events/m);
      const ended = await check(ground.env, BUNDLE, {audit: spool});
      expect(measure(truths, ended.found, everybody(scene)).wrong).toEqual([]);
    } finally {
      receiving.process.kill('SIGKILL');
      await ground.close();
    }
  },
  300_000,
);

/** Posts lists of two hundred events one after the other, until it is told to stop; the IDs of all that were answered with 200. */
async function poster(url: () => string, token: string, name: string, signal: AbortSignal): Promise<string[]> {
  const done: string[] = [];
  for (let batch = 0; !signal.aborted; batch++) {
    const ids = Array.from({length: 200}, (_none, at) => `${name}-${batch}-${at}`);
    const items = ids.map((auditID) => {
      const {kind: _kind, apiVersion: _version, ...event} = audited({auditID, at: new Date().toISOString()});
      return event;
    });
    const body = JSON.stringify({kind: 'EventList', apiVersion: 'audit.k8s.io/v1', metadata: {}, items});
    const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'};
    const status = await fetch(url(), {method: 'POST', body, headers}).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) done.push(...ids);
    else await sleep(20);
  }
  return done;
}

test('kill -9 at any time: what was answered with 200 is there, and the folder is readable', async () => {
  const folder = temporaryFolder();
  const [spool, token] = [join(folder, 'spool'), 'a-token-of-at-least-sixteen'];
  writeFileSync(join(folder, 'token'), token, {mode: 0o600});
  const bounds = ['--rotate', '1Mi', '--keep', '512Mi'];
  const args = ['--into', spool, '--listen', '127.0.0.1:0', '--token-file', join(folder, 'token'), ...bounds];
  let receiving = await receive(BUNDLE, args);
  const ending = new AbortController();
  const posting = ['a', 'b', 'c'].map((name) => poster(() => receiving.url, token, name, ending.signal));
  for (let kill = 0; kill < 8; kill++) {
    await sleep(300 + kill * 130);
    await receiving.end('SIGKILL');
    receiving = await receive(BUNDLE, args);
  }
  await sleep(500);
  ending.abort();
  const answered = (await Promise.all(posting)).flat();
  await receiving.end('SIGKILL');
  const kept = new Set(received(spool).map(({auditID}) => auditID));
  expect(answered.length).toBeGreaterThan(1000);
  expect(answered.filter((id) => !kept.has(id))).toEqual([]);
  receiving = await receive(BUNDLE, args);
  expect(await receiving.end('SIGTERM')).toBe(0);
  // No half of a line is left, nor a file that is not closed.
  const names = readdirSync(spool).filter((name) => name.startsWith('audit-'));
  expect(names.filter((name) => !name.endsWith('.gz'))).toEqual([]);
  expect(new Set(received(spool).map(({auditID}) => auditID))).toEqual(kept);
}, 120_000);

test('kill -9 under the load of a real API server, which tries again', async () => {
  const folder = temporaryFolder();
  const spool = join(folder, 'spool');
  const args = ['--into', spool, ...credentials(folder), '--listen'];
  let receiving = await receive(BUNDLE, [...args, '127.0.0.1:0']);
  const flags = webhookFlags(folder, receiving.url, '--audit-webhook-batch-max-size=20');
  const ground = await openGround('Metadata', () => {}, {apiServerFlags: flags, isSparing: true});
  const address = new URL(receiving.url).host;
  try {
    const path = 'api/v1/namespaces/default/configmaps';
    for (let kill = 0; kill < 4; kill++) {
      for (let write = 0; write < 150; write++) {
        const name = `load-${kill}-${write}`;
        const {status} = await ground.admin.ask('POST', path, {body: {metadata: {name}}});
        expect(status).toBe(201);
        if (write === 75) await receiving.end('SIGKILL');
      }
      receiving = await receive(BUNDLE, [...args, address]);
    }
    expect(await arrived(ground, spool, 100_000)).toEqual([]);
  } finally {
    receiving.process.kill('SIGKILL');
    await ground.close();
  }
}, 240_000);

test('of Secrets and tokens nothing but who and when is kept, though the policy has all bodies', async () => {
  const folder = temporaryFolder();
  const spool = join(folder, 'spool');
  const args = ['--into', spool, '--all', '--listen', '127.0.0.1:0', ...credentials(folder)];
  const receiving = await receive(BUNDLE, args);
  const apiServerFlags = webhookFlags(folder, receiving.url);
  const ground = await openGround('Request', () => {}, {apiServerFlags});
  try {
    const [planted, other] = ['planted-c2VjcmV0LXZhbHVl', 'planted-b3RoZXItc2VjcmV0'];
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {name: 'web', annotations: {'kubectl.kubernetes.io/last-applied-configuration': other}},
      stringData: {password: planted},
    };
    const path = 'api/v1/namespaces/default/secrets';
    const ask = async (method: string, where: string, body: Obj, type?: string): Promise<number> =>
      (await ground.admin.ask(method, where, {body, ...(type === undefined ? {} : {type})})).status;
    expect(await ask('POST', path, secret)).toBe(201);
    expect(await ask('PATCH', `${path}/web`, {stringData: {more: planted}}, 'application/merge-patch+json')).toBe(200);
    expect(await ask('PUT', `${path}/web`, {...secret, type: planted})).toBe(422);
    const review = {apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: {token: planted}};
    expect(await ask('POST', 'apis/authentication.k8s.io/v1/tokenreviews', review)).toBe(201);
    // What is no secret by its kind stays, so that the test sees bodies at all.
    const plain = {metadata: {name: 'plain'}, data: {word: 'an-open-word'}};
    expect(await ask('POST', 'api/v1/namespaces/default/configmaps', plain)).toBe(201);
    expect(await arrived(ground, spool, 20_000)).toEqual([]);
    const [own, kept] = [readFileSync(ground.log, 'utf8'), JSON.stringify(received(spool))];
    for (const word of [planted, other])
      expect([word, own.includes(word), kept.includes(word)]).toEqual([word, true, false]);
    expect(kept).toContain('an-open-word');
    expect(received(spool).length).toBeGreaterThanOrEqual(eventsIn(own).length);
  } finally {
    receiving.process.kill('SIGKILL');
    await ground.close();
  }
}, 120_000);

test('a second receiver does not get the folder, and a dead one does not hold it', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'token'), 'a-token-of-at-least-sixteen', {mode: 0o600});
  const args = ['--into', join(folder, 'spool'), '--listen', '127.0.0.1:0', '--token-file', join(folder, 'token')];
  const first = await receive(BUNDLE, args);
  await expect(receive(BUNDLE, args)).rejects.toThrow(
    `another receiver writes to ${join(folder, 'spool')}: process ${first.process.pid}`,
  );
  await first.end('SIGKILL');
  const second = await receive(BUNDLE, args);
  expect(await second.end('SIGTERM')).toBe(0);
});
