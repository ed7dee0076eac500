import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {beforeAll, expect, inject, onTestFinished, test} from 'vitest';
import {freePort, written} from './agents.ts';
import {CHART, CHAT, podOf, rendered, SECRET, telling, withMounts} from './chart-pods.ts';
import {helmBinary, kubectl, must, namespace, run} from './harness.ts';

const SOON = {timeout: 30_000, interval: 100};

beforeAll(withMounts);

test('notifications: a right, a port and a mount each where they are needed, and what is missing is told', async () => {
  const shapeOf = async (...args: readonly string[]): Promise<string> =>
    JSON.stringify(await rendered('4.3.1', 'ops', ...args));
  const none = await shapeOf('--set', 'networkPolicy.create=true');
  expect(none).not.toMatch(/events\.k8s\.io|--notify|9093/);
  const chat = await shapeOf(...telling([CHAT], SECRET));
  expect(chat).not.toContain('events.k8s.io');
  expect(chat).toContain('"--notify"');
  expect(chat).toContain('{"port":9093,"protocol":"TCP"}');
  expect(chat).toContain('{"name":"CHAT","valueFrom":{"secretKeyRef":{"name":"sinks","key":"chat"}}}');
  expect(chat).toContain('{"name":"notify","mountPath":"/etc/helm-drift/notify","readOnly":true}');
  expect(chat).toContain('{"name":"notify","secret":{"secretName":"sinks","defaultMode":288}}');
  expect(await shapeOf(...telling([CHAT, {name: 'cluster', events: {}}], SECRET))).toContain(
    '{"apiGroups":["events.k8s.io"],"resources":["events"],"verbs":["create"]}',
  );
  const refused = async (...args: readonly string[]): Promise<string> => {
    const {code, stderr} = await run(helmBinary('4.3.1'), ['template', CHART, ...args]);
    expect(code).toBe(1);
    return stderr;
  };
  expect(await refused('--set', 'notify.enabled=true')).toContain(
    'notify.enabled needs sinks below `notify:` of rules',
  );
  expect(await refused(...telling([CHAT], {env: {CHAT: 'chat'}}))).toContain('notify.existingSecret');
  expect(await refused(...telling([CHAT], SECRET), '--set', 'stateKey.create=false')).toContain(
    'needs stateKey.create',
  );
  expect(await refused(...telling([CHAT], {...SECRET, ports: ['x']}))).toMatch(/ports/);
});

test('notifications: with the chart’s own rights and secrets it tells a receiver and the cluster', async () => {
  const place = await namespace('chart-told');
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = `${request.url} `;
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T000/a-secret-of-ours`;
  await kubectl('-n', place, 'create', 'secret', 'generic', 'sinks', `--from-literal=chat=${url}`);
  // What a test before this has put there by hand no release can take over.
  await kubectl('delete', 'crd', 'releasedrifts.helm-drift.example', '--ignore-not-found', '--wait=true');
  await must(helmBinary('4.3.1'), [
    'install',
    'drift',
    CHART,
    '-n',
    place,
    ...telling([CHAT, {name: 'cluster', events: {}}], SECRET),
    '--set',
    `service.port=${await freePort()},namespaces={${place}}`,
  ]);
  onTestFinished(async () => {
    await run(helmBinary('4.3.1'), ['uninstall', 'drift', '-n', place]);
    await run(inject('kubectl'), ['delete', 'crd', 'releasedrifts.helm-drift.example', '--wait=true']);
  });
  await kubectl('wait', '--for=condition=Established', 'crd/releasedrifts.helm-drift.example', '--timeout=60s');
  const one = await podOf(place, 'drift-helm-drift', 0);
  await expect
    .poll(() => written(place, 'drift'), {...SOON, message: one.errors()})
    .toMatchObject({status: {drift: 0}});
  await kubectl('-n', place, 'scale', 'statefulset', 'drift-helm-drift', '--replicas=3');
  await expect.poll(() => bodies, {...SOON, message: one.errors()}).toHaveLength(1);
  expect(bodies[0]).toMatch(/^\/services\/T000\/a-secret-of-ours /);
  const events = (): Promise<string> =>
    kubectl(
      '-n',
      place,
      'get',
      'events.events.k8s.io',
      '-o',
      'jsonpath={.items[?(@.reason=="DriftDetected")].regarding.name}',
    );
  await expect.poll(events, {...SOON, message: one.errors()}).toBe('drift-helm-drift');
  expect((await written(place, 'drift'))?.status.told).not.toContain('a-secret-of-ours');
  expect(one.log().filter(({level}) => level !== 'info')).toEqual([]);
  one.kill();
  expect(await one.ended).toBe(0);
});
