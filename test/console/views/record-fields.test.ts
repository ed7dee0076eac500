import {expect, test} from 'vitest';
import {recordFields} from '../../../src/console/views/record-fields.ts';
import type {PlannedField, Step} from '../../../src/model/fix.ts';
import {stepOf} from '../plans.ts';

const [PORT] = stepOf('Service', 'web').fields;
if (PORT === undefined) throw new Error('no field');
const plain = (text: string): string => text;

const stepWith = (parts: Partial<Step>, ...fields: readonly Partial<PlannedField>[]): Step => ({
  ...stepOf('Service', 'web'),
  ...parts,
  fields: fields.map((field) => ({...PORT, ...field})),
});
const linesOf = (steps: readonly Step[], ...outcomes: Parameters<typeof recordFields>[1]): string[] =>
  recordFields({steps}, outcomes, plain).fields.map(
    ({object, field, values, unwritten}) => `${object} ${field} ${values}${unwritten === true ? ' -' : ''}`,
  );

test('each field by its short name, with what was there and what was written', () => {
  const steps = [
    stepWith(
      {},
      {path: 'spec.ports[name=http].port'},
      {path: 'metadata.labels["app.kubernetes.io/name"]', desired: 'web', live: 'x'},
      {path: 'spec.template.spec.containers[name=web].env[name=LOG.LEVEL].value', desired: 'info', live: 'debug'},
      {path: 'spec.rules[1]', desired: {a: 1}, live: undefined as never},
      {path: 'spec.replicas', desired: undefined as never, live: 4},
    ),
    stepWith({action: 'create', ref: {group: '', kind: 'Secret', name: 'key'}}, {path: ''}),
  ];
  expect(linesOf(steps, {outcome: 'patched'}, {outcome: 'failed'})).toEqual([
    'Service/web port 8080 → 80',
    'Service/web app.kubernetes.io/name x → web',
    'Service/web LOG.LEVEL debug → info',
    'Service/web rules[1] absent → a: 1',
    'Service/web replicas 4 → absent',
    'Secret/key  created -',
  ]);
});

test('a long value from where it differs, and one that does not fit by its beginning', () => {
  const image = (tag: string): string => `registry.example.com/team/nginx-unprivileged:${tag}`;
  const steps = [
    stepWith({}, {path: 'image', desired: image('1.29'), live: image('1.30')}),
    stepWith({}, {path: 'data', desired: 'a'.repeat(80), live: 'b'.repeat(80)}),
  ];
  const [first = '', second = ''] = linesOf(steps);
  expect(first).toMatch(/^Service\/web image …\S*1\.30 → …\S*1\.29 -$/);
  expect(second.length).toBeLessThan(105);
});

test('no secret leaves, and of very many fields the first ones', () => {
  const fields = Array.from({length: 42}, () => ({path: 'data.key', desired: 'hunter2', live: 'x'}));
  const told = recordFields({steps: [stepWith({}, ...fields)]}, [{outcome: 'patched'}], (text) =>
    text.replace('hunter2', '***'),
  );
  expect([told.fields.length, told.moreFields]).toEqual([30, 12]);
  expect(told.fields[0]).toEqual({object: 'Service/web', field: 'key', values: 'x → ***'});
});
