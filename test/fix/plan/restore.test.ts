import {describe, expect, test} from 'vitest';
import {deployment, restored, service} from './restored.ts';

describe('puts the desired values of findings into the live object', () => {
  test('a port that was renumbered, and that got a field more under its new number, is one item', async () => {
    const key = 'k:{"port":5433,"protocol":"TCP"}';
    const answer = await restored(
      service({port: 5432}),
      {spec: {ports: [{port: 5433, protocol: 'TCP', targetPort: 5432, appProtocol: 'tcp'}]}},
      {'f:spec': {'f:ports': {[key]: {'.': {}, 'f:port': {}, 'f:appProtocol': {}}}}},
    );
    expect(answer).toMatchObject({
      patch: [
        {op: 'replace', path: '/spec/ports/0/port', value: 5432},
        {op: 'remove', path: '/spec/ports/0/appProtocol'},
      ],
      rekeyed: true,
      takesOut: true,
      unreached: 0,
      findings: 2,
    });
  });

  test('an item that went comes back where it stood, with the empty values that it declares', async () => {
    const answer = await restored(
      deployment({name: 'a', image: 'a'}, {name: 'b', image: 'b', env: [], resources: {}}, {name: 'c', image: 'c'}),
      {
        spec: {
          template: {
            spec: {
              containers: [
                {name: 'a', image: 'a'},
                {name: 'c', image: 'c'},
              ],
            },
          },
        },
      },
      {},
    );
    expect(answer.patch).toEqual([
      {
        op: 'replace',
        path: '/spec/template/spec/containers',
        value: [
          {name: 'a', image: 'a'},
          {name: 'b', image: 'b', env: [], resources: {}},
          {name: 'c', image: 'c'},
        ],
      },
    ]);
    expect(answer.touched).toEqual({
      'f:spec': {
        'f:template': {
          'f:spec': {
            'f:containers': {'k:{"name":"b"}': {'.': {}, 'f:name': {}, 'f:image': {}, 'f:env': {}, 'f:resources': {}}},
          },
        },
      },
    });
  });

  test('of a map that is owned as one the whole is written, of another the one field', async () => {
    const selector = await restored(
      {apiVersion: 'v1', kind: 'Service', spec: {selector: {app: 'a'}}},
      {spec: {selector: {app: 'b'}}},
      {'f:spec': {'f:selector': {}}},
    );
    expect(selector.touched).toEqual({'f:spec': {'f:selector': {}}});
    const data = await restored(
      {apiVersion: 'v1', kind: 'ConfigMap', data: {a: '1', b: '2'}},
      {data: {a: '9', b: '8'}},
      {'f:data': {'f:a': {}, 'f:b': {}}},
      [JSON.stringify([{field: 'data'}, {field: 'a'}])],
    );
    expect([data.patch, data.touched]).toEqual([
      [{op: 'replace', path: '/data/a', value: '1'}],
      {'f:data': {'f:a': {}}},
    ]);
  });

  test('a map that went with its last key comes back with it', async () => {
    const answer = await restored(
      {apiVersion: 'v1', kind: 'ConfigMap', metadata: {labels: {a: 'b'}}, data: {k: 'v'}},
      {data: {k: 'v'}},
      {},
    );
    expect(answer.patch).toEqual([{op: 'add', path: '/metadata/labels', value: {a: 'b'}}]);
  });
});
