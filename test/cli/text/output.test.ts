import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {EXIT} from '../../../src/app/exit.ts';
import {FORMATS} from '../../../src/report/reporters.ts';
import {cli, folderOf} from '../cli.ts';
import type {Ran} from '../cli.ts';

const configMap = (name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {name, namespace: 'shop', annotations: {}},
  data,
});
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {name: 's', namespace: 'shop'},
  spec: {ports: [{port: 80}]},
};
const list = (...items: readonly object[]): string => JSON.stringify({apiVersion: 'v1', kind: 'List', items});
const managed = (object: ReturnType<typeof configMap>): object => ({
  ...object,
  metadata: {...object.metadata, managedFields: [{manager: 'helm', operation: 'Apply', fieldsV1: {}}]},
});

/** A ConfigMap that drifts at severity high, and beside it whatever the snapshot does not hold. */
function check(
  args: readonly string[],
  {drift = true, gap = false, env = {}} = {},
): {done: Promise<Ran>; folder: string} {
  const folder = folderOf({
    'intent.yaml': list(configMap('x', {a: '1'}), ...(gap ? [service] : [])),
    'live.yaml': list(managed(configMap('x', {a: drift ? '2' : '1'}))),
  });
  const at = (arg: string): string => arg.replace('@', `${folder}/`);
  const line = [
    'check',
    'app',
    '-n',
    'shop',
    '--baseline',
    at('@intent.yaml'),
    '--live',
    at('@live.yaml'),
    ...args.map(at),
  ];
  return {folder, done: cli(line, folder, env)};
}

describe('-o', () => {
  test('several formats, each where it belongs', async () => {
    const {done, folder} = check(['-o', 'text', '-o', 'sarif=@drift.sarif', '-ojson=@drift.json']);
    const {code, stdout, stderr} = await done;
    expect({code, stderr}).toEqual({code: EXIT.drift, stderr: ''});
    expect(stdout).toContain('Variance detected');
    expect(JSON.parse(readFileSync(join(folder, 'drift.sarif'), 'utf8'))).toMatchObject({version: '2.1.0'});
    expect(JSON.parse(readFileSync(join(folder, 'drift.json'), 'utf8'))).toMatchObject({kind: 'DriftReport'});
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('only a file: stdout stays empty', async () => {
    expect(await check(['-o', 'html=@drift.html']).done).toMatchObject({code: EXIT.drift, stdout: '', stderr: ''});
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'an unknown format',
      ['-o', 'xml'],
      /^Error: there is no format "xml"\nThere are text, .*html; FORMAT=FILE writes a file\.\n$/,
    ],
    ['a typing error', ['-o', 'yml'], /Did you mean yaml\?/],
    [
      'two for stdout',
      ['-o', 'text', '-o', 'json'],
      /^Error: two formats want stdout: text and json\nGive one of them a file: -o json=FILE\.\n$/,
    ],
    ['two for one file', ['-o', 'json=x', '-o', 'yaml=x'], /^Error: two formats want the file x\n.+\n$/],
    ['no file', ['-o', 'json='], /^Error: -o json= names no file\n.+\n$/],
    [
      'no folder',
      ['-o', 'json=/nowhere/at/all.json'],
      /^Error: cannot write \/nowhere\/at\/all\.json: there is no folder \/nowhere\/at\nMake it first: mkdir -p \/nowhere\/at\n$/,
    ],
    ['a folder', ['-o', 'json=/tmp'], /^Error: cannot write \/tmp: it is a folder\n.+\n$/],
  ])('%s: what, and what to do', async (_name, args, said) => {
    const {code, stdout, stderr} = await check(args).done;
    expect({code, stdout}).toEqual({code: EXIT.error, stdout: ''});
    expect(stderr).toMatch(said);
  });

  test('a file that is there is replaced as a whole, through a link too', async () => {
    const {folder} = check([]);
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real', 'drift.json'), 'old');
    symlinkSync(join(folder, 'real', 'drift.json'), join(folder, 'link.json'));
    const line = ['check', 'app', '-n', 'shop', '--baseline', `${folder}/intent.yaml`, '--live', `${folder}/live.yaml`];
    await cli([...line, '-o', `json=${folder}/link.json`], folder);
    expect(JSON.parse(readFileSync(join(folder, 'real', 'drift.json'), 'utf8'))).toMatchObject({kind: 'DriftReport'});
  });

  test('a device is written to, and not replaced', async () => {
    expect(await check(['-o', 'json=/dev/null']).done).toMatchObject({code: EXIT.drift, stderr: ''});
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('files with secrets are their owner’s alone', async () => {
    const {done, folder} = check(['-o', 'json=@open.json']);
    await done;
    chmodSync(join(folder, 'open.json'), 0o644);
    const line = ['check', 'app', '-n', 'shop', '--baseline', `${folder}/intent.yaml`, '--live', `${folder}/live.yaml`];
    await cli([...line, '--show-secrets', '-o', `json=${folder}/open.json`], folder);
    expect(statSync(join(folder, 'open.json')).mode & 0o777).toBe(0o600);
  });
});

describe.each(FORMATS)('exit codes with -o %s', (format) => {
  test.each<[readonly string[], {drift?: boolean; gap?: boolean}, number]>([
    [[], {}, EXIT.drift],
    [[], {drift: false}, EXIT.clean],
    [[], {drift: false, gap: true}, EXIT.incomplete],
    [[], {gap: true}, EXIT.drift],
    [['--fail-on', 'high'], {}, EXIT.drift],
    [['--fail-on', 'critical'], {}, EXIT.clean],
    [['--fail-on', 'none'], {}, EXIT.clean],
    [['--fail-on', 'none'], {gap: true}, EXIT.incomplete],
    [['--allow-incomplete'], {drift: false, gap: true}, EXIT.clean],
    [['--allow-incomplete'], {gap: true}, EXIT.drift],
    [['--allow-incomplete', '--fail-on', 'critical'], {gap: true}, EXIT.clean],
  ])('%j %j: %i', async (args, state, code) => {
    expect(await check(['-o', format, ...args], state).done).toMatchObject({code, stderr: ''});
  });
});

test('the text says why drift passes', async () => {
  const {stdout} = await check(['--fail-on', 'critical', '--allow-incomplete'], {gap: true}).done;
  expect(stdout).toContain('passes --fail-on critical --allow-incomplete');
});

test('--fail-on refuses other words', async () => {
  const {code, stderr} = await check(['--fail-on', 'severe']).done;
  expect(code).toBe(EXIT.error);
  expect(stderr).toMatch(/low.*medium.*high.*critical.*none/);
});

test('an ID of digits alone is a text, and so is one that looks like an exponent', async () => {
  const {folder} = check([]);
  const line = ['-n', 'shop', '--baseline', `${folder}/intent.yaml`, '--live', `${folder}/live.yaml`];
  for (const id of ['0012345', '12345', '6e12345'])
    expect((await cli(['explain', 'app', id, ...line], folder)).stderr).toMatch(`Error: app has no finding "${id}"\n`);
});
