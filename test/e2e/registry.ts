import {spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, inject, onTestFinished} from 'vitest';
import type {Descriptor} from '../../scripts/release/oci.ts';
import {freePorts} from '../../src/sandbox/ports.ts';
import {temporaryFolder} from './harness.ts';
import {serveFolder} from './serve-folder.ts';

/** A real registry on loopback, with a folder of its own, until the test ends. Gives its `127.0.0.1:PORT`. */
export async function registry(): Promise<string> {
  const folder = temporaryFolder();
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const config = join(folder, 'config.json');
  const settings = {
    version: 0.1,
    log: {level: 'error', accesslog: {disabled: true}},
    storage: {filesystem: {rootdirectory: join(folder, 'data')}},
    http: {addr: address},
  };
  writeFileSync(config, JSON.stringify(settings));
  const child = spawn(inject('goTools').registry, ['serve', config], {
    stdio: 'ignore',
    env: {OTEL_TRACES_EXPORTER: 'none'},
  });
  onTestFinished(() => void child.kill());
  const status = (): Promise<number> =>
    fetch(`http://${address}/v2/`).then(
      ({status: code}) => code,
      () => 0,
    );
  await expect.poll(status).toBe(200);
  return address;
}

const DIGEST = 'sha256:'.length;

/** Puts the one artifact of an OCI layout into a repository of a registry, as `oras cp --from-oci-layout` would. */
export async function push(layout: string, address: string, repository: string): Promise<void> {
  const blob = (digest: string): Buffer => readFileSync(join(layout, 'blobs/sha256', digest.slice(DIGEST)));
  const {manifests} = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as {manifests: Descriptor[]};
  const [named] = manifests;
  if (named === undefined) throw new Error(`${layout} names no manifest`);
  const tag = named.annotations?.['org.opencontainers.image.ref.name'] ?? '';
  const content = blob(named.digest);
  const {config, layers} = JSON.parse(content.toString('utf8')) as {config: Descriptor; layers: Descriptor[]};
  const base = `http://${address}/v2/${repository}`;
  for (const {digest} of [config, ...layers]) {
    const started = await fetch(`${base}/blobs/uploads/`, {method: 'POST'});
    const to = new URL(started.headers.get('location') ?? '', base);
    to.searchParams.set('digest', digest);
    await created(await fetch(to, {method: 'PUT', body: blob(digest)}));
  }
  const headers = {'content-type': named.mediaType};
  await created(await fetch(`${base}/manifests/${tag}`, {method: 'PUT', body: content, headers}));
}

async function created(answer: Response): Promise<void> {
  if (answer.status !== 201) throw new Error(`the registry answers ${answer.status}: ${await answer.text()}`);
}

/** The files of a folder over HTTP on loopback, until the test ends. Gives its address. */
export async function served(folder: string): Promise<string> {
  const {address, close} = await serveFolder(folder);
  onTestFinished(close);
  return address;
}
