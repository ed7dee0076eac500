import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {createServer, request} from 'node:https';
import type {AddressInfo} from 'node:net';
import {dirname, join} from 'node:path';
import {expect, inject, onTestFinished, test} from 'vitest';
import {openSession, asDeployed} from '../../src/app/session.ts';
import {settingsOf} from '../../src/app/settings.ts';
import {fixedConfig} from '../../src/app/config-source.ts';
import {NO_CONFIG} from '../../src/config/file.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import type {Fidelity} from '../../src/model/report.ts';
import {helmBinary, kubectl, must, namespace, run, temporaryFolder} from './harness.ts';
import {plane} from './plane.ts';

const GROUP = 'aggregated.example.com';

const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: `gadgets.${GROUP}`},
  spec: {
    group: GROUP,
    scope: 'Namespaced',
    names: {plural: 'gadgets', singular: 'gadget', kind: 'Gadget'},
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {spec: {type: 'object', properties: {size: {type: 'integer'}, colour: {type: 'string'}}}},
          },
        },
      },
    ],
  },
};

/**
 * The real API server, but for one group that it seems to hand on to another server: APIServices say so, and what is written
 * there as a dry run is written. A group behind a real APIService needs a network that a control plane without nodes lacks.
 */
async function aggregated(says: 'aggregated' | 'its own') {
  const writes: string[] = [];
  const ca = readFileSync(plane().caFile);
  const key = readFileSync(join(dirname(plane().caFile), 'apiserver.key'));
  const server = createServer({key, cert: ca}, (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', plane().server);
    const isThere = url.pathname.startsWith(`/apis/${GROUP}/`);
    if (incoming.method !== 'GET') writes.push(`${incoming.method} ${url.pathname} ${url.searchParams.get('dryRun')}`);
    if (isThere) url.searchParams.delete('dryRun');
    const isList = says === 'aggregated' && url.pathname.endsWith('/apiservices');
    const {host: _host, ...headers} = incoming.headers;
    const onward = request(
      url,
      {method: incoming.method, headers, ca},
      (answered) => void passOn(answered, outgoing, isList),
    );
    onward.on('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {address: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, writes};
}

async function passOn(answered: IncomingMessage, outgoing: ServerResponse, isList: boolean): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answered) chunks.push(chunk as Buffer);
  const {'content-length': _length, 'transfer-encoding': _encoding, ...rest} = answered.headers;
  const body = Buffer.concat(chunks);
  outgoing.writeHead(answered.statusCode ?? 500, rest).end(isList ? withService(body.toString('utf8')) : body);
}

function withService(text: string): string {
  const list = JSON.parse(text) as {items?: {spec?: {group: string; service?: object}}[]};
  for (const {spec} of list.items ?? [])
    if (spec?.group === GROUP) spec.service = {namespace: 'gadgets', name: 'server'};
  return JSON.stringify(list);
}

/** A release of two gadgets and a ConfigMap, each of which somebody has changed. */
async function drifted(): Promise<string> {
  await must(inject('kubectl'), ['apply', '-f', '-'], {input: JSON.stringify(DEFINITION)});
  await kubectl('wait', '--for=condition=Established', `crd/gadgets.${GROUP}`);
  const place = await namespace('aggregated');
  const chart = join(temporaryFolder(), 'gadgets');
  mkdirSync(join(chart, 'templates'), {recursive: true});
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: gadgets\nversion: 1.0.0\n');
  const objects = ['a', 'b'].map((name) => ({
    apiVersion: `${GROUP}/v1`,
    kind: 'Gadget',
    metadata: {name},
    spec: {size: 1, colour: 'red'},
  }));
  const settings = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'settings'}, data: {level: 'info'}};
  writeFileSync(
    join(chart, 'templates', 'all.yaml'),
    [...objects, settings].map((one) => JSON.stringify(one)).join('\n---\n'),
  );
  await must(helmBinary('4.3.1'), ['install', 'gadgets', chart, '-n', place]);
  for (const name of ['a', 'b'])
    await kubectl('patch', 'gadget', name, '-n', place, '--type=merge', '-p', '{"spec":{"size":9}}');
  await kubectl('patch', 'cm', 'settings', '-n', place, '--type=merge', '-p', '{"data":{"level":"debug"}}');
  return place;
}

async function sizes(place: string): Promise<string> {
  return kubectl('get', 'gadgets', '-n', place, '-o', 'jsonpath={.items[*].spec.size}');
}

function session(address: string, place: string, fidelity: Fidelity) {
  const env = {
    ...process.env,
    HELM_NAMESPACE: place,
    KUBECONFIG: '/dev/null',
    HELM_KUBEAPISERVER: address,
    HELM_KUBECAFILE: plane().caFile,
    HELM_KUBETOKEN: plane().tokens['admin'],
    HELM_BIN: helmBinary('4.3.1'),
  };
  const runtime = {
    argv: [],
    env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    now: () => new Date(),
    signal: new AbortController().signal,
  };
  const options = {settings: settingsOf({}, env), config: fixedConfig(NO_CONFIG), fidelity, redactor: createRedactor()};
  const one = openSession(options, runtime);
  onTestFinished(() => one.close());
  return one;
}

test('a group behind an APIService is not asked, and its findings say why', async () => {
  const place = await drifted();
  const {address, writes} = await aggregated('aggregated');
  const report = await session(address, place, 'auto').checkOne(asDeployed('gadgets'));
  expect(
    report.findings
      .map(({ref, method, methodNote}) => [`${ref.kind}/${ref.name}`, method, methodNote ?? ''])
      .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  ).toEqual([
    ['ConfigMap/settings', 'dry-run', ''],
    ['Gadget/a', 'structure', expect.stringContaining(`no dry run: ${GROUP} is served by an API server of its own`)],
    ['Gadget/b', 'structure', expect.stringContaining('--fidelity server asks all the same')],
  ]);
  expect(writes).toEqual([`PATCH /api/v1/namespaces/${place}/configmaps/settings All`]);
  expect(await sizes(place)).toBe('9 9');
});

test('one that is asked all the same, and writes, ends the check: the second object is not asked about', async () => {
  const place = await drifted();
  const {address, writes} = await aggregated('aggregated');
  const one = session(address, place, 'server');
  const failure = await one.checkOne(asDeployed('gadgets')).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(
      new RegExp(`^the API server has persisted a dry run of Gadget ${place}/[ab] \\(${GROUP}/v1\\)`),
    ),
  });
  expect(writes.filter((line) => line.includes(GROUP))).toHaveLength(1);
  // The session asks nothing any more, and goes on by what it can see.
  const again = await one.checkOne(asDeployed('gadgets'));
  expect(
    again.findings.map(({methodNote}) => methodNote ?? '').every((note) => note.startsWith('no dry run any more')),
  ).toBe(true);
  expect(writes.filter((line) => line.includes(GROUP))).toHaveLength(1);
});

test('a check of all releases ends too', async () => {
  const place = await drifted();
  const {address} = await aggregated('aggregated');
  await expect(session(address, place, 'server').checkAll(place)).rejects.toThrow(/has persisted a dry run/);
});

test('a server that hides it is found out by its first write', async () => {
  const place = await drifted();
  const {address} = await aggregated('its own');
  await expect(session(address, place, 'auto').checkOne(asDeployed('gadgets'))).rejects.toThrow(
    /has persisted a dry run/,
  );
});

test('what somebody changes while a check runs is no such thing', async () => {
  const place = await drifted();
  const until = new AbortController();
  const writer = (async () => {
    for (let count = 0; !until.signal.aborted; count++)
      await run(inject('kubectl'), [
        'patch',
        'cm',
        'settings',
        '-n',
        place,
        '--type=merge',
        '-p',
        `{"data":{"n":"${count}"}}`,
      ]);
  })();
  const one = session(plane().server, place, 'auto');
  for (let count = 0; count < 15; count++) {
    const report = await one.checkOne(asDeployed('gadgets'));
    expect(report.findings.length).toBeGreaterThanOrEqual(3);
  }
  until.abort();
  await writer;
});
