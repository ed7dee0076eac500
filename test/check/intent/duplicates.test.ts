import {describe, expect, test} from 'vitest';
import {checkTexts, json} from '../check-files.ts';

/** Two documents for one object, which names its namespace in the one and leaves it to the release in the other. */
const manifest = [
  {a: '1', shared: 'first'},
  {b: '2', shared: 'last'},
]
  .map((data, index) =>
    json({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name: 'x', ...(index === 0 ? {} : {namespace: 'shop'})},
      data,
    }),
  )
  .join('\n---\n');

const found = async (data: object): Promise<string[]> => {
  const managedFields = [{manager: 'helm', operation: 'Apply', fieldsV1: {'f:data': {}}}];
  const live = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'x', namespace: 'shop', managedFields}, data};
  const report = await checkTexts(manifest, json(live));
  expect(report.summary.objects).toBe(1);
  expect(report.notes).toEqual([expect.stringMatching(/^ConfigMap\/x.* stands 2 times in the manifest/)]);
  return report.findings.map(({change, path, desired}) => `${change} ${json(path.at(-1))} ${json(desired)}`);
};

describe('several documents for one object', () => {
  test('whichever was written last is no drift', async () => {
    expect(await found({a: '1', shared: 'first'})).toEqual([]);
    expect(await found({b: '2', shared: 'last'})).toEqual([]);
  });

  test('drift is told against the nearest', async () => {
    expect(await found({a: '5', shared: 'first'})).toEqual(['changed {"field":"a"} "1"']);
    expect(await found({shared: 'last'})).toEqual(['removed {"field":"b"} "2"']);
  });
});
