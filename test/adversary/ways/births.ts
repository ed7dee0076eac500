import {asText} from '../../accuracy/json.ts';
import type {Obj} from '../../accuracy/json.ts';
import {DECLARED_KINDS, WORKLOADS} from '../declared.ts';
import type {DeclaredKind} from '../declared.ts';
import type {Hand, Target} from '../hand.ts';
import {exported, recreate} from '../exports.ts';
import {kindEntry} from '../kinds.ts';
import {adding, asApplied, changing, merged, PURE_KINDS, SPY} from '../plants.ts';
import type {Scene, Way} from '../way.ts';

const KEPT = DECLARED_KINDS.filter((kind) => kind !== 'CustomResourceDefinition');
const SOME = ['Deployment', 'ConfigMap', 'Secret', 'Service', 'NetworkPolicy', 'ServiceAccount', 'Widget'] as const;

const recreated = (id: string, manager: string, title: string, kinds: readonly DeclaredKind[] = KEPT): Way => ({
  id,
  title,
  item: 1,
  kinds,
  apply: adding(kinds, ({hand}, target, {fragment}) =>
    recreate(hand, target, manager, (object) => merged(object, fragment)),
  ),
});

/** No entry is named helm, as a release of an SDK leaves it: its own entries get the SDK's name. */
async function renameHelm(hand: Hand, target: Target, manager: string): Promise<void> {
  await hand.editManaged(target, (entries) =>
    entries.map((entry) => (asText(entry['manager']) === 'helm' ? {...entry, manager} : entry)),
  );
}

/** A fragment together with the annotation by which a release knows its own. */
const coOwning = (target: Target, fragment: Obj, release: string): Obj =>
  asApplied(
    target,
    kindEntry(target.kind).apiVersion,
    merged(fragment, {metadata: {annotations: {'meta.helm.sh/release-name': release}}}),
  );

const patching = async ({hand}: Scene, target: Target, {fragment}: {readonly fragment: Obj}): Promise<void> =>
  hand.patch(target, fragment);

export const BIRTH_WAYS: readonly Way[] = [
  recreated('recreated-velero', 'velero-server', 'deleted, and created again by velero-server with an addition'),
  recreated('recreated-helm', 'helm', 'deleted, and created again as (helm, Update) with an addition'),
  recreated('recreated-sdk', 'helm-controller', 'deleted, and created again as helm-controller with an addition', SOME),
  recreated(
    'recreated-controller',
    'kube-controller-manager',
    'deleted, and created again as kube-controller-manager with an addition',
    SOME,
  ),
  {
    id: 'recreated-no-fields',
    title: 'deleted, created again with an addition, and managedFields taken away',
    item: 1,
    kinds: SOME,
    apply: adding(SOME, async ({hand}, target, {fragment}) => {
      await recreate(hand, target, 'velero-server', (object) => merged(object, fragment));
      await hand.editManaged(target, () => [{}]);
    }),
  },
  {
    id: 'recreated-host-network',
    title: 'deleted, and created again by velero-server with hostNetwork, hostPID and a sidecar',
    item: 1,
    kinds: [...WORKLOADS],
    async apply(scene) {
      for (const kind of WORKLOADS) {
        const target = scene.target(kind);
        const spec = {hostNetwork: true, hostPID: true, containers: [SPY]};
        const place = ['spec', 'template', 'spec', 'hostPID'];
        await scene.plant({target, place}, () =>
          recreate(scene.hand, target, 'velero-server', (object) => merged(object, {spec: {template: {spec}}})),
        );
      }
    },
  },
  {
    id: 'flux-co-owner',
    title: 'no entry is named helm; an applier of the release’s annotation adds something',
    item: 1,
    kinds: DECLARED_KINDS,
    apply: adding(DECLARED_KINDS, async ({hand, release}, target, {fragment}) => {
      await renameHelm(hand, target, 'helm-controller');
      await hand.apply(coOwning(target, fragment, release), release, 'mallory');
    }),
  },
  {
    id: 'flux-same-name',
    title: 'no entry is named helm; an addition under the SDK’s own name, helm-controller',
    item: 1,
    kinds: DECLARED_KINDS,
    apply: adding(DECLARED_KINDS, async ({hand}, target, {fragment}) => {
      await renameHelm(hand, target, 'helm-controller');
      await hand.patch(target, fragment, {manager: 'helm-controller'});
    }),
  },
  {
    id: 'flux-kubectl',
    title: 'no entry is named helm; an addition by kubectl',
    item: 1,
    kinds: DECLARED_KINDS,
    apply: adding(DECLARED_KINDS, async (scene, target, edit) => {
      await renameHelm(scene.hand, target, 'helm-controller');
      await patching(scene, target, edit);
    }),
  },
  {
    id: 'flux-renamed',
    title: 'helm’s entry and one’s own both renamed to helm-controller',
    item: 1,
    kinds: SOME,
    apply: adding(SOME, async (scene, target, edit) => {
      await patching(scene, target, edit);
      await scene.hand.editManaged(target, (entries) =>
        entries.map((entry) =>
          ['helm', 'kubectl-patch'].includes(asText(entry['manager'])) ? {...entry, manager: 'helm-controller'} : entry,
        ),
      );
    }),
  },
  {
    id: 'kubectl-replace',
    title: 'kubectl replace',
    item: 1,
    kinds: DECLARED_KINDS,
    apply: adding(DECLARED_KINDS, async ({hand, release}, target, {fragment}) => {
      const object = merged(await hand.get(target), fragment);
      await hand.kubectl(['replace', '-n', release, '-f', '-'], object);
    }),
  },
  {
    id: 'kubectl-replace-force',
    title: 'kubectl replace --force, which deletes and creates',
    item: 1,
    kinds: SOME,
    apply: adding(SOME, async ({hand, release}, target, {fragment}) => {
      const object = merged(exported(await hand.get(target)), fragment);
      await hand.kubectl(['replace', '--force', '-n', release, '-f', '-'], object);
    }),
  },
  {
    id: 'kubectl-apply',
    title: 'kubectl apply, client-side, of the manifest and an addition',
    item: 1,
    kinds: DECLARED_KINDS,
    apply: adding(DECLARED_KINDS, async ({hand, release, declared}, _target, {fragment}, kind) => {
      await hand.kubectl(['apply', '--field-manager=helm', '-n', release, '-f', '-'], merged(declared(kind), fragment));
    }),
  },
  {
    id: 'helm-apply-partial',
    title: 'a fragment applied by force as (helm, Apply): what it leaves out goes',
    item: 1,
    kinds: SOME,
    apply: adding(SOME, ({hand, release}, target, {fragment}) =>
      hand.apply(asApplied(target, kindEntry(target.kind).apiVersion, fragment), release, 'helm'),
    ),
  },
  {
    id: 'as-helm-then-upgrade',
    title: 'an addition as (helm, Update), and then helm’s own upgrade over it',
    item: 1,
    kinds: PURE_KINDS,
    async apply(scene) {
      await adding(PURE_KINDS, ({hand}, target, {fragment}) => hand.patch(target, fragment, {manager: 'helm'}))(scene);
      await scene.hand.helm(['upgrade', scene.release, scene.chart, '-n', scene.release]);
    },
  },
  {
    id: 'deleted-entry-then-upgrade',
    title: 'an addition whose entry is deleted, and then helm’s own upgrade over it',
    item: 1,
    kinds: SOME,
    async apply(scene) {
      await adding(SOME, async ({hand}, target, {fragment}) => {
        await hand.patch(target, fragment);
        await hand.editManaged(target, (entries) =>
          entries.filter((entry) => asText(entry['manager']) !== 'kubectl-patch'),
        );
      })(scene);
      await scene.hand.helm(['upgrade', scene.release, scene.chart, '-n', scene.release]);
    },
  },
  {
    id: 'changed-recreated',
    title: 'deleted, and created again by velero-server with a declared value changed',
    item: 1,
    kinds: SOME,
    apply: changing(SOME, ({hand}, target, {fragment}) =>
      recreate(hand, target, 'velero-server', (object) => merged(object, fragment)),
    ),
  },
  {
    id: 'status-subresource',
    title: 'an annotation written through the subresource status',
    item: 1,
    kinds: [...WORKLOADS, 'Service', 'Ingress', 'HorizontalPodAutoscaler', 'PodDisruptionBudget'],
    async apply(scene) {
      for (const kind of [
        ...WORKLOADS,
        'Service',
        'Ingress',
        'HorizontalPodAutoscaler',
        'PodDisruptionBudget',
      ] as const) {
        const target = scene.target(kind);
        const note = 'example.com/mallory';
        await scene.plant({target, place: ['metadata', 'annotations', note]}, () =>
          scene.hand.patch(target, {metadata: {annotations: {[note]: 'x'}}}, {subresource: 'status'}),
        );
      }
    },
  },
  {
    id: 'scale-subresource',
    title: 'replicas through the subresource scale as kube-controller-manager, with no autoscaler anywhere',
    item: 1,
    kinds: ['Deployment', 'StatefulSet'],
    async apply(scene) {
      for (const kind of ['Deployment', 'StatefulSet'] as const) {
        const target = scene.target(kind);
        const as = {subresource: 'scale', manager: 'kube-controller-manager', type: 'merge'} as const;
        await scene.plant({target, place: ['spec', 'replicas']}, () =>
          scene.hand.patch(target, {spec: {replicas: 0}}, as),
        );
      }
    },
  },
  {
    id: 'stamps-moved',
    title: 'Helm’s own stamps changed: another release’s name, another owner',
    item: 1,
    kinds: ['Deployment', 'ConfigMap', 'Role'],
    async apply(scene) {
      const kinds = [
        ['Deployment', ['annotations', 'meta.helm.sh/release-name']],
        ['ConfigMap', ['labels', 'app.kubernetes.io/managed-by']],
        ['Role', ['annotations', 'meta.helm.sh/release-namespace']],
      ] as const;
      for (const [kind, [map, key]] of kinds) {
        const target = scene.target(kind);
        await scene.plant({target, place: ['metadata', map, key]}, () =>
          scene.hand.patch(target, {metadata: {[map]: {[key]: 'mallory'}}}, {manager: 'helm'}),
        );
      }
    },
  },
  {
    id: 'stamps-removed',
    title: 'Helm’s own stamps taken off, their entry with them',
    item: 1,
    kinds: ['Deployment', 'ConfigMap'],
    async apply(scene) {
      for (const kind of ['Deployment', 'ConfigMap'] as const) {
        const target = scene.target(kind);
        await scene.plant({target, place: ['metadata', 'annotations']}, async () => {
          await scene.hand.patch(target, {metadata: {annotations: null}}, {type: 'merge'});
          await scene.hand.editManaged(target, () => [{}]);
        });
      }
    },
  },
];
