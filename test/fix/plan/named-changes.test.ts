import {expect, test} from 'vitest';
import {shapes} from '../../../src/check/normalize/shapes.ts';
import {namedChanges} from '../../../src/fix/plan/changes.ts';
import type {Json} from '../../../src/model/json.ts';
import {formatPath} from '../../../src/model/path.ts';

const service = (...ports: Json[]) => ({apiVersion: 'v1', kind: 'Service', spec: {ports}});
const shape = shapes(undefined)('', 'v1', 'Service');
const between = (before: Json[], after: Json[]): string[] =>
  namedChanges(service(...before), service(...after), shape).map(formatPath);
const port = (number: number, name?: string, more: object = {}): Json => ({
  port: number,
  protocol: 'TCP',
  ...(name === undefined ? {} : {name}),
  ...more,
});

test.each<[string, Json[], Json[], string[]]>([
  [
    'whose key changed is the same by its name',
    [port(80, 'http')],
    [port(8080, 'http')],
    ['spec.ports[name=http].port'],
  ],
  [
    'of another name is another one',
    [port(80, 'http')],
    [port(8080, 'admin')],
    ['spec.ports[port=80,protocol=TCP]', 'spec.ports[port=8080,protocol=TCP]'],
  ],
  [
    'without a name is told by its key',
    [port(80)],
    [port(8080)],
    ['spec.ports[port=80,protocol=TCP]', 'spec.ports[port=8080,protocol=TCP]'],
  ],
  [
    'that stays is told by its key',
    [port(80, 'http')],
    [port(80, 'http', {nodePort: 3})],
    ['spec.ports[port=80,protocol=TCP].nodePort'],
  ],
  [
    'beside others',
    [port(80, 'http'), port(81, 'x')],
    [port(81, 'x'), port(90, 'http', {nodePort: 3})],
    ['spec.ports[name=http].port', 'spec.ports[name=http].nodePort'],
  ],
])('an item %s', (_what, before, after, paths) => {
  expect(between(before, after)).toEqual(paths);
});
