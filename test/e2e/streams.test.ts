import {createSecureServer} from 'node:http2';
import type {Http2ServerRequest, Http2ServerResponse} from 'node:http2';
import {request} from 'node:https';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {drift, helmBinary, must, reportOf, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';
import {asCluster, proxy, serverKeys} from './proxy.ts';
import {driftTwenty, installTwenty, TWENTY} from './twenty.ts';

/** Digests of secrets are the same in every run. */
const KEYED = {HELM_DRIFT_REDACTION_KEY: 'a key of tests alone'};

/** What a proxy of HTTP/2 does with its `count`th request, from 1: nothing where it goes on to the real server. */
type Fault = (count: number, incoming: Http2ServerRequest, outgoing: Http2ServerResponse) => boolean;

/** An API server of HTTP/2 that shows faults which a healthy one cannot. */
async function streamingProxy(fault: Fault) {
  const {ca, key} = serverKeys();
  let count = 0;
  const server = createSecureServer({key, cert: ca}, (incoming, outgoing) => {
    count += 1;
    if (fault(count, incoming, outgoing)) return;
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).filter(([name]) => !name.startsWith(':') && name !== 'host'),
    );
    const onward = request(`${plane().server}${incoming.url}`, {method: incoming.method, headers, ca}, (answered) => {
      const type = answered.headers['content-type'];
      outgoing.writeHead(answered.statusCode ?? 500, type === undefined ? {} : {'content-type': type});
      answered.pipe(outgoing.stream);
    });
    onward.on('error', () => incoming.destroy());
    incoming.pipe(onward);
  });
  server.on('sessionError', () => {});
  const open = new Set<{destroy(): void}>();
  server.on('session', (session) => open.add(session));
  server.on('secureConnection', (socket) => open.add(socket));
  onTestFinished(() => {
    for (const one of open) one.destroy();
    server.close();
  });
  return {env: await asCluster(server), asked: () => count};
}

async function driftedTwenty(): Promise<string> {
  const place = await installTwenty(helmBinary('4.3.1'), 'streams');
  await driftTwenty(place);
  return place;
}

async function findingsThrough(place: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const {findings, gaps, summary} = reportOf(
    await drift(['check', TWENTY, '-n', place, '-o', 'json'], {env: {...env, ...KEYED}}),
  );
  return {findings, gaps, summary};
}

const THROTTLED: Fault = (count, _incoming, outgoing) => {
  if (count % 5 !== 0) return false;
  outgoing.writeHead(429, {'retry-after': '0', 'content-type': 'application/json'});
  outgoing.end('{"kind":"Status","code":429,"message":"too many requests"}');
  return true;
};

const droppedAt =
  (k: number): Fault =>
  (count, incoming) => {
    if (count !== k) return false;
    incoming.stream.session?.destroy();
    return true;
  };

test.each<[string, Fault]>([
  ['is healthy', () => false],
  ['throttles every fifth request', THROTTLED],
  ['drops the connection at the 2nd stream', droppedAt(2)],
  ['drops the connection at the 9th stream', droppedAt(9)],
  ['drops the connection at the 30th stream', droppedAt(30)],
])('an API server that %s gives the same report', async (_does, fault) => {
  const place = await driftedTwenty();
  const direct = await findingsThrough(place, {});
  const through = await streamingProxy(fault);
  expect(await findingsThrough(place, through.env)).toEqual(direct);
  expect(through.asked()).toBeGreaterThan(30);
});

test('an API server that speaks HTTP/1.1 alone gives the same report', async () => {
  const place = await driftedTwenty();
  const {env, requests} = await proxy();
  expect(await findingsThrough(place, env)).toEqual(await findingsThrough(place, {}));
  expect(requests.length).toBeGreaterThan(30);
});

test('a run from compiled code says the same; one that finds it damaged too', async () => {
  const place = await driftedTwenty();
  const home = temporaryFolder();
  const env = {HELM_CACHE_HOME: home, ...KEYED};
  const check = () => drift(['check', TWENTY, '-n', place, '-o', 'yaml'], {env});
  const steady = ({stdout, ...rest}: Awaited<ReturnType<typeof check>>) => ({
    ...rest,
    stdout: stdout.replace(/takenAt: .*/, ''),
  });
  const first = steady(await check());
  expect(first).toMatchObject({code: 2, stderr: ''});
  const files = (await must('find', [join(home, 'drift', 'code'), '-type', 'f'])).trim().split('\n');
  expect(files).toHaveLength(1);
  expect(steady(await check())).toEqual(first);
  await must('truncate', ['-s', '100000', files[0] ?? '']);
  expect(steady(await check())).toEqual(first);
  await must('chmod', ['500', join(home, 'drift', 'code')]);
  expect(steady(await check())).toEqual(first);
});
