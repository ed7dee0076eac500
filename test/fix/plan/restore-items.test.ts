import {describe, expect, test} from 'vitest';
import {shapes} from '../../../src/check/normalize/shapes.ts';
import {restore} from '../../../src/fix/plan/restore.ts';
import type {JsonObject} from '../../../src/model/json.ts';
import type {Path} from '../../../src/model/path.ts';
import type {Finding} from '../../../src/model/report.ts';
import {deployment, restored, service} from './restored.ts';

const podSpec = (spec: JsonObject): JsonObject => ({spec: {template: {spec}}});

describe('items of lists', () => {
  test('one that somebody added goes, and its neighbours stay', async () => {
    const answer = await restored(
      deployment({name: 'a', image: 'a'}),
      podSpec({
        containers: [
          {name: 'spy', image: 's'},
          {name: 'a', image: 'a'},
        ],
      }),
      {
        'f:spec': {
          'f:template': {'f:spec': {'f:containers': {'k:{"name":"spy"}': {'.': {}, 'f:name': {}, 'f:image': {}}}}},
        },
      },
    );
    expect(answer.patch).toEqual([
      {op: 'replace', path: '/spec/template/spec/containers', value: [{name: 'a', image: 'a'}]},
    ]);
    expect([answer.takesOut, answer.touched, answer.unreached]).toEqual([true, {}, 0]);
  });

  test('what lost its keys is the declared item, and no item of its own', async () => {
    const answer = await restored(
      deployment({name: 'a', image: 'a', env: [{name: 'X', value: '1'}]}),
      podSpec({containers: [{name: 'a', image: 'a', env: [{name: '', value: '1'}]}]}),
      {},
    );
    expect(answer.patch).toEqual([{op: 'replace', path: '/spec/template/spec/containers/0/env/0/name', value: 'X'}]);
    expect(answer.rekeyed).toBe(true);
  });

  test('one that comes first of all comes first again', async () => {
    const answer = await restored(
      deployment({name: 'a', image: 'a'}, {name: 'b', image: 'b'}),
      podSpec({containers: [{name: 'b', image: 'b'}]}),
      {},
    );
    expect(answer.patch).toMatchObject([
      {
        value: [
          {name: 'a', image: 'a'},
          {name: 'b', image: 'b'},
        ],
      },
    ]);
  });

  test('a set and a list that is owned as one', async () => {
    const pod = (args: string[]) => deployment({name: 'a', image: 'a', args});
    const answer = await restored(
      pod(['--x', '--y']),
      podSpec({containers: [{name: 'a', image: 'a', args: ['--x']}]}),
      {},
    );
    expect(answer.patch).toEqual([
      {op: 'replace', path: '/spec/template/spec/containers/0/args', value: ['--x', '--y']},
    ]);
    const containers = {'k:{"name":"a"}': {'.': {}, 'f:args': {}}};
    expect(answer.touched).toEqual({'f:spec': {'f:template': {'f:spec': {'f:containers': containers}}}});
  });

  test('a port under another protocol is the declared one', async () => {
    const key = 'k:{"port":53,"protocol":"UDP"}';
    const answer = await restored(
      service({port: 53, name: 'dns'}),
      {spec: {ports: [{port: 53, name: 'dns', protocol: 'UDP', targetPort: 53}]}},
      {'f:spec': {'f:ports': {[key]: {'.': {}, 'f:port': {}, 'f:protocol': {}, 'f:name': {}}}}},
    );
    expect([answer.rekeyed, answer.unreached]).toEqual([true, 0]);
    expect(answer.patch).toEqual([{op: 'replace', path: '/spec/ports/0/protocol', value: 'TCP'}]);
  });
});

describe('what the declared fields exclude goes with their return', () => {
  test('a volume that became an emptyDir when its source went', async () => {
    const volumes = (volume: JsonObject): JsonObject =>
      podSpec({containers: [{name: 'a', image: 'a'}], volumes: [volume]});
    const answer = await restored(
      {apiVersion: 'apps/v1', kind: 'Deployment', ...volumes({name: 'v', configMap: {name: 'c'}})},
      volumes({name: 'v', emptyDir: {}}),
      {},
    );
    expect(answer.patch).toEqual([
      {op: 'remove', path: '/spec/template/spec/volumes/0/emptyDir'},
      {op: 'add', path: '/spec/template/spec/volumes/0/configMap', value: {name: 'c'}},
    ]);
    expect(answer.takesOut).toBe(true);
  });

  test('a strategy that rolls where it was to recreate', async () => {
    const answer = await restored(
      {apiVersion: 'apps/v1', kind: 'Deployment', spec: {strategy: {type: 'Recreate'}}},
      {spec: {strategy: {type: 'RollingUpdate', rollingUpdate: {maxSurge: '25%'}}}},
      {},
    );
    expect(answer.patch).toContainEqual({op: 'remove', path: '/spec/strategy/rollingUpdate'});
  });
});

describe('what leads nowhere in the object as it stands is told', () => {
  const ref = {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'x'};
  const object = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'x', namespace: 'shop'}, data: {a: '1'}};
  const finding = (path: Path, change: Finding['change'] = 'changed'): Finding => ({
    ref,
    path,
    change,
    method: 'structure',
    by: {certainty: 'unknown'},
    id: 'abc',
    verdict: 'drift',
    severity: 'low',
    controlPath: {title: 'x', group: 'config'},
  });

  test.each<[string, object, Path]>([
    ['a scalar on the way', {data: 'text'}, [{field: 'data'}, {field: 'a'}, {field: 'b'}]],
    ['an item of a map', {data: {a: '1'}}, [{field: 'data'}, {index: 0}]],
    ['a value that nobody declares', {data: {z: '1'}}, [{field: 'data'}, {field: 'z'}]],
    ['an item beyond the end', {data: ['a']}, [{field: 'data'}, {index: 3}, {field: 'x'}]],
    ['a field of a list', {data: ['a']}, [{field: 'data'}, {field: 'x'}, {field: 'y'}]],
  ])('%s', (_what, found, path) => {
    const live = {...object, ...found};
    const {unreached, target} = restore({ref, object}, live, shapes()('', 'v1', 'ConfigMap'), [finding(path)]);
    expect(unreached).toHaveLength(1);
    expect(target).toEqual(live);
  });
});
