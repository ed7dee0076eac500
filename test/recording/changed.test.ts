import {expect, test} from 'vitest';
import type {JsonObject} from '../../src/model/json.ts';
import {changedHeard} from '../../src/recording/changed.ts';
import type {Heard} from '../../src/recording/recorder.ts';

const PLACE = 'db.acme.io';
const object = {kind: 'ConfigMap', data: {host: PLACE}};
const ref = {group: '', kind: 'ConfigMap', namespace: 'shop', name: 'web'};

/** What a check has heard, the place standing wherever a cluster or a manifest can have said it. */
const HEARD: Heard = {
  intent: `intent ${PLACE}`,
  applyMethod: 'ssa',
  supplements: [{template: 'crds/a.yaml', text: `supplement ${PLACE}`} as Heard['supplements'][number]],
  schemas: undefined,
  objects: [object],
  state: {
    name: 'now',
    live: 'live.json',
    takenAt: '2026-11-28T12:00:00Z',
    release: {name: 'web', namespace: 'shop'},
    revision: 3,
    notes: [`note ${PLACE}`],
    gaps: [{ref, reason: 'server-error', message: `gap ${PLACE}`}],
    owned: [object],
    unsearched: [],
    newer: [{revision: 4, status: 'failed', manifest: `newer ${PLACE}`}],
    older: [
      {revision: 2, status: 'superseded', manifest: `older ${PLACE}`},
      {revision: 1, status: 'superseded', manifest: null},
      {revision: 0, status: 'superseded'},
    ],
    scopes: {},
    dryRuns: {a: {object}, b: {refused: `refused ${PLACE}`}, c: {unasked: `unasked ${PLACE}`}},
    autoscalers: {shop: [object]},
  },
};

test('nothing of what was heard is passed over, other revisions least of all', () => {
  const names: string[] = [];
  const text = (one: string): string => one.replaceAll(PLACE, 'host-1.example');
  const changed = changedHeard(HEARD, {
    text,
    object: (one) => JSON.parse(text(JSON.stringify(one))) as JsonObject,
    manifest(one, name) {
      names.push(name);
      return text(one);
    },
  });
  expect(JSON.stringify(HEARD).split(PLACE)).toHaveLength(13);
  expect(JSON.stringify(changed)).not.toContain(PLACE);
  expect(JSON.stringify(changed).split('host-1.example')).toHaveLength(13);
  expect(names).toEqual(['the manifest', 'crds/a.yaml', 'revision 4', 'revision 2']);
  // What could not be read, and what nobody asked for, stay that.
  expect(changed.state.older?.slice(1)).toEqual(HEARD.state.older?.slice(1));
});
