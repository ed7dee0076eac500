import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {asObj, asText} from '../../accuracy/json.ts';
import type {Json, Obj} from '../../accuracy/json.ts';
import {kindEntry} from '../kinds.ts';
import {imageOf} from '../plants.ts';
import {editRecord, packed, recordOf, unpacked} from '../records.ts';
import type {Scene, Way} from '../way.ts';

const GOOD = 'registry.example.com/app:1.0';
const EVIL = 'registry.example.com/app:6.6';
/** What a gap has to say about the book. */
const BOOK = /record|label|pending-release/i;

const promised = (content: Obj): Obj => ({
  ...content,
  manifest: asText(content['manifest']).replaceAll(GOOD, EVIL),
});

/** The workload runs what nobody released; the book is to say that somebody did. */
async function drift({hand, target}: Scene): Promise<void> {
  await hand.patch(target('Deployment'), imageOf(EVIL).fragment);
}

const sightings = ({
  target,
}: Scene): {target: ReturnType<Scene['target']>; place: ReturnType<typeof imageOf>['place']}[] => [
  {target: target('Deployment'), place: imageOf(EVIL).place},
];

interface Book {
  readonly id: string;
  readonly title: string;
  readonly manager?: string;
  readonly edit?: (content: Obj) => Obj;
  /** What becomes of the record's managedFields. */
  readonly entries?: (entries: readonly Obj[]) => readonly Json[];
  readonly isDated?: true;
  readonly isDrifted?: false;
  readonly limit?: string;
}

const edited = ({id, title, manager, edit = promised, entries, isDated, isDrifted, limit}: Book): Way => ({
  id,
  title,
  item: 6,
  kinds: ['Deployment'],
  ...(limit === undefined ? {} : {limit}),
  async apply(scene) {
    const target = recordOf(scene.release, 1);
    const also = isDrifted === false ? [] : sightings(scene);
    await scene.plant({target, place: ['data', 'release'], label: 'record', also, gap: BOOK}, async () => {
      if (isDrifted !== false) await drift(scene);
      const created = asText(asObj((await scene.hand.get(target))['metadata'])['creationTimestamp']);
      await editRecord(scene, 1, edit, manager);
      if (entries !== undefined) await scene.hand.editManaged(target, entries);
      if (isDated === true) await scene.hand.date(target, 'helm', created);
    });
  },
});

/** Helm's own second revision, and the first one's image wanted back by somebody. */
async function upgraded({hand, chart, release}: Scene): Promise<void> {
  const file = join(chart, 'manifest.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(GOOD, 'registry.example.com/app:2.0'));
  await hand.helm(['upgrade', release, chart, '-n', release]);
  await new Promise((done) => setTimeout(done, 1500));
}

const labelled = (
  id: string,
  title: string,
  relabel: (scene: Scene) => Promise<void>,
  place?: readonly string[],
): Way => ({
  id,
  title,
  item: 6,
  kinds: ['Deployment'],
  async apply(scene) {
    await upgraded(scene);
    const target = recordOf(scene.release, 2);
    const where = place ?? ['metadata', 'labels', 'status'];
    await scene.plant({target, place: where, label: 'record', also: sightings(scene), gap: BOOK}, async () => {
      await scene.hand.patch(scene.target('Deployment'), imageOf(GOOD).fragment);
      await relabel(scene);
    });
  },
});

const relabelled = (scene: Scene, revision: number, labels: Obj, manager?: string): Promise<void> =>
  scene.hand.patch(recordOf(scene.release, revision), {metadata: {labels}}, manager === undefined ? {} : {manager});

/** The only record loses a label, beside a drift of the workload. */
const unlabelled = (id: string, item: 6 | 9, label: string, value: string | null): Way => ({
  id,
  title: value === null ? `the record’s label ${label} taken away` : `the record’s label ${label} said to be ${value}`,
  item,
  kinds: ['Deployment'],
  async apply(scene) {
    const target = recordOf(scene.release, 1);
    const place = ['metadata', 'labels', label];
    await scene.plant({target, place, label: 'record', also: sightings(scene), gap: BOOK}, async () => {
      await drift(scene);
      await relabelled(scene, 1, {[label]: value});
    });
  },
});

const forged = (id: string, manager: string): Way => ({
  id,
  title: `a newer record that promises the drift, as ${manager}`,
  item: 6,
  kinds: ['Deployment'],
  async apply(scene) {
    const {hand, release} = scene;
    const target = recordOf(release, 2);
    await scene.plant({target, label: 'record', also: sightings(scene), gap: BOOK}, async () => {
      await drift(scene);
      const first = await hand.get(recordOf(release, 1));
      const content = {...promised(unpacked(first)), version: 2};
      const labels = {...asObj(asObj(first['metadata'])['labels']), version: '2', status: 'deployed'};
      const made = {
        apiVersion: kindEntry('Secret').apiVersion,
        kind: 'Secret',
        type: 'helm.sh/release.v1',
        metadata: {name: target.name, labels},
        data: {release: packed(content)},
      };
      await hand.kubectl(['create', '-n', release, `--field-manager=${manager}`, '-f', '-'], made);
      await relabelled(scene, 1, {status: 'superseded'}, manager);
    });
  },
});

export const RECORD_WAYS: readonly Way[] = [
  edited({id: 'book-edited', title: 'the record’s manifest edited by kubectl, so that the drift is promised'}),
  edited({id: 'book-edited-helm', title: 'the same as (helm, Update)', manager: 'helm'}),
  edited({
    id: 'book-edited-helm-dated',
    title: 'the same as (helm, Update), dated as the run',
    manager: 'helm',
    isDated: true,
  }),
  edited({
    id: 'book-edited-no-entry',
    title: 'the same, and one’s own entry deleted',
    entries: (own) => own.filter(({manager}) => manager !== 'kubectl-patch'),
  }),
  edited({id: 'book-edited-no-fields', title: 'the same, and managedFields taken away', entries: () => [{}]}),
  edited({
    id: 'book-values-edited',
    title: 'the values in the record edited, for the next upgrade to reuse',
    edit: (content) => ({...content, config: {image: EVIL}}),
    isDrifted: false,
  }),
  edited({
    id: 'book-namespace-edited',
    title: 'the record’s manifest without the object, so that nobody looks at it',
    edit: (content) => ({...content, manifest: ''}),
  }),
  labelled('book-old-deployed', 'an old revision labelled deployed, the new one superseded', async (scene) => {
    await relabelled(scene, 2, {status: 'superseded'});
    await relabelled(scene, 1, {status: 'deployed'});
  }),
  labelled('book-old-deployed-helm', 'the same as (helm, Update)', async (scene) => {
    await relabelled(scene, 2, {status: 'superseded'}, 'helm');
    await relabelled(scene, 1, {status: 'deployed'}, 'helm');
  }),
  labelled('book-new-failed', 'the new revision labelled failed, the old one deployed', async (scene) => {
    await relabelled(scene, 2, {status: 'failed'});
    await relabelled(scene, 1, {status: 'deployed'});
  }),
  labelled(
    'book-versions-swapped',
    'the versions of two records swapped by their labels',
    async (scene) => {
      await relabelled(scene, 2, {version: '1', status: 'superseded'});
      await relabelled(scene, 1, {version: '2', status: 'deployed'});
    },
    ['metadata', 'labels', 'version'],
  ),
  labelled(
    'book-new-deleted',
    'the new record deleted, the old one labelled deployed',
    async (scene) => {
      await scene.hand.kubectl(['delete', 'secret', '-n', scene.release, recordOf(scene.release, 2).name]);
      await relabelled(scene, 1, {status: 'deployed'});
    },
    [],
  ),
  unlabelled('book-no-status', 9, 'status', null),
  unlabelled('book-no-name', 6, 'name', null),
  {
    ...unlabelled('book-no-owner', 6, 'owner', null),
    limit: 'Helm itself finds no release then: the check ends with that error, and is not clean',
  },
  unlabelled('book-no-version', 6, 'version', null),
  unlabelled('book-pending', 6, 'status', 'pending-install'),
  unlabelled('book-uninstalled', 6, 'status', 'uninstalled'),
  unlabelled('book-failed', 6, 'status', 'failed'),
  forged('book-forged', 'kubectl-create'),
  {
    ...forged('book-forged-helm', 'helm'),
    limit:
      'whoever may write Secrets can write Helm’s record as Helm does: the audit log tells it, and a policy on Secrets of Helm’s type prevents it',
  },
];
