import {expect, test} from 'vitest';
import {stamped, world} from '../../fix/fakes/world.ts';
import type {JsonObject} from '../../../src/model/json.ts';

const service = (spec: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {name: 'web'},
  spec: {selector: {app: 'web'}, ports: [{name: 'http', port: 80}], ...spec},
});

async function added(spec: JsonObject): Promise<[path: unknown, why: string | undefined][]> {
  const shop = world({declared: [service({})]});
  shop.server.remove('Service', 'web');
  shop.server.put(stamped(service(spec)), 'kubectl-create Update');
  const {findings} = (await shop.inspect()).report;
  return findings.filter(({change}) => change === 'added').map(({path, why}) => [path.at(-1), why?.code]);
}

test('a Service that was made anew from its own export holds what the server allocates, and nobody can take that out', async () => {
  const found = await added({clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ipFamilies: ['IPv4'], externalName: 'x'});
  expect(found.filter(([, why]) => why === undefined)).toEqual([[{field: 'externalName'}, undefined]]);
  expect(new Set(found.map(([, why]) => why))).toEqual(new Set(['server-allocated', undefined]));
});

test('headless is a choice', async () => {
  const found = await added({clusterIP: 'None', clusterIPs: ['None']});
  expect(found.map(([, why]) => why)).toEqual([undefined, undefined]);
});
