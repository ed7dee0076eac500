import {asObj, asText} from '../../accuracy/json.ts';
import type {Json, Obj} from '../../accuracy/json.ts';
import {DECLARED_KINDS} from '../declared.ts';
import {managedOf} from '../hand.ts';
import type {Hand, Target} from '../hand.ts';
import {kindEntry} from '../kinds.ts';
import {adding, asApplied, CHANGED_KINDS, changing, merged, PURE_KINDS, stamped} from '../plants.ts';
import type {Way} from '../way.ts';

/** What an entry would say that Helm's run itself left. */
async function timeOfRun(hand: Hand, target: Target): Promise<string> {
  const {metadata} = await hand.get(target);
  return asText(asObj(metadata)['creationTimestamp']);
}

const isOwn =
  (manager: string) =>
  (entry: Obj): boolean =>
    asText(entry['manager']) === manager && asText(entry['subresource']) === '';

const dateBack = async (hand: Hand, target: Target, manager: string): Promise<void> =>
  hand.date(target, manager, await timeOfRun(hand, target));

/** Gives one's own entry other contents; an entry of nothing takes it away. */
async function rewrite(
  hand: Hand,
  target: Target,
  manager: string,
  edit: (entry: Obj) => Json | undefined,
): Promise<void> {
  await hand.editManaged(target, (entries) =>
    entries.flatMap((entry) => {
      const next = isOwn(manager)(entry) ? edit(entry) : entry;
      return next === undefined ? [] : [next];
    }),
  );
}

const under = (id: string, manager: string, title = `an addition under the name ${manager}`): Way => ({
  id,
  title,
  item: 1,
  kinds: DECLARED_KINDS,
  apply: adding(DECLARED_KINDS, ({hand}, target, {fragment}) => hand.patch(target, fragment, {manager})),
});

const NAMES = [
  ['as-kube-controller-manager', 'kube-controller-manager'],
  ['as-kubelet', 'kubelet'],
  ['as-kube-scheduler', 'kube-scheduler'],
  ['as-kube-apiserver', 'kube-apiserver'],
  ['as-cloud-controller', 'x-cloud-controller-manager'],
  ['as-openshift-controller', 'openshift-controller-manager'],
  ['as-keda-operator', 'keda-operator'],
  ['as-cainjector', 'cainjector'],
  ['as-vpa-updater', 'vpa-updater'],
  ['as-before-first-apply', 'before-first-apply'],
  ['as-ancient-changes', 'ancient-changes'],
  ['as-helm-controller', 'helm-controller'],
  ['as-terraform', 'terraform-provider-helm'],
  ['as-argocd', 'argocd-controller'],
  ['as-homoglyph-helm', 'h\u0435lm'],
  ['as-helm-drift', 'helm-drift'],
] as const;

const HELM = 'helm';

export const MANAGER_WAYS: readonly Way[] = [
  ...NAMES.map(([id, manager]) => under(id, manager)),
  under('helm-update', HELM, 'an addition as (helm, Update), after the run'),
  {
    ...under('helm-update-dated', HELM, 'an addition as (helm, Update), dated as the run'),
    apply: adding(DECLARED_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment, {manager: HELM});
      await dateBack(hand, target, HELM);
    }),
  },
  {
    ...under('helm-apply', HELM, 'the whole object and an addition applied as (helm, Apply), after the run'),
    apply: adding(DECLARED_KINDS, ({hand, declared, release}, _target, {fragment}, kind) =>
      hand.apply(stamped(merged(declared(kind), fragment), release), release, HELM),
    ),
  },
  {
    ...under('helm-apply-dated', HELM, 'the whole object and an addition applied as (helm, Apply), dated as the run'),
    apply: adding(DECLARED_KINDS, async ({hand, declared, release}, target, {fragment}, kind) => {
      await hand.apply(stamped(merged(declared(kind), fragment), release), release, HELM);
      await dateBack(hand, target, HELM);
    }),
  },
  {
    ...under('apply-controller', 'kube-controller-manager', 'an addition applied as kube-controller-manager'),
    apply: adding(DECLARED_KINDS, ({hand, release}, target, {fragment}) =>
      hand.apply(asApplied(target, kindEntry(target.kind).apiVersion, fragment), release, 'kube-controller-manager'),
    ),
  },
  {
    ...under('eleven-managers', 'eleven', 'eleven managers after it: its entry becomes ancient-changes'),
    kinds: ['Deployment', 'ConfigMap', 'Service', 'NetworkPolicy'],
    apply: adding(['Deployment', 'ConfigMap', 'Service', 'NetworkPolicy'], async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment, {manager: 'first'});
      for (let index = 0; index < 12; index++)
        await hand.patch(target, {metadata: {labels: {[`noise-${index}`]: 'x'}}}, {manager: `noise-${index}`});
    }),
  },
  ...(
    [
      ['rename-helm', 'one’s own entry renamed to helm', {manager: HELM}],
      ['rename-controller', 'one’s own entry renamed to kube-controller-manager', {manager: 'kube-controller-manager'}],
      ['rename-ancient', 'one’s own entry renamed to ancient-changes', {manager: 'ancient-changes'}],
      ['entry-status', 'one’s own entry said to be of the subresource status', {subresource: 'status'}],
      ['entry-scale', 'one’s own entry said to be of the subresource scale', {subresource: 'scale'}],
      ['entry-empty', 'one’s own entry emptied', {fieldsV1: {'f:metadata': {}}}],
      ['entry-version', 'one’s own entry said to be of a version that nobody serves', {apiVersion: 'example.com/v9'}],
    ] as const
  ).map(([id, title, change]): Way => ({
    ...under(id, 'kubectl-patch', title),
    apply: adding(DECLARED_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment);
      await rewrite(hand, target, 'kubectl-patch', (entry) => ({...entry, ...change}));
    }),
  })),
  {
    ...under('rename-helm-dated', HELM, 'one’s own entry renamed to helm and dated as the run'),
    apply: adding(DECLARED_KINDS, async ({hand}, target, {fragment}) => {
      const time = await timeOfRun(hand, target);
      await hand.patch(target, fragment);
      await rewrite(hand, target, 'kubectl-patch', (entry) => ({...entry, manager: HELM, time}));
    }),
  },
  {
    ...under('delete-entry', 'kubectl-patch', 'one’s own entry deleted'),
    apply: adding(DECLARED_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment);
      await rewrite(hand, target, 'kubectl-patch', () => undefined);
    }),
  },
  {
    ...under('entry-dated', 'kubectl-patch', 'one’s own entry dated before the run'),
    apply: adding(DECLARED_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment);
      await hand.date(target, 'kubectl-patch', '2020-01-01T00:00:00Z');
    }),
  },
  {
    ...under('no-managed-fields', 'kubectl-patch', 'managedFields: [{}] takes all entries away'),
    apply: adding(DECLARED_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment);
      await hand.editManaged(target, () => [{}]);
    }),
  },
  {
    ...under('no-managed-fields-then-helm', HELM, 'managedFields: [{}], and then a harmless write as helm'),
    kinds: PURE_KINDS,
    apply: adding(PURE_KINDS, async ({hand, declared, release}, target, {fragment}, kind) => {
      await hand.patch(target, fragment);
      await hand.editManaged(target, () => [{}]);
      await hand.apply(stamped(declared(kind), release), release, HELM);
    }),
  },
  {
    ...under('into-helms-entry', HELM, 'the addition written into helm’s own entry, one’s own deleted'),
    apply: adding(DECLARED_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment);
      const own = managedOf(await hand.get(target)).find(isOwn('kubectl-patch'));
      await hand.editManaged(target, (entries) =>
        entries.flatMap((entry) => {
          if (isOwn('kubectl-patch')(entry)) return [];
          return isOwn(HELM)(entry)
            ? [{...entry, fieldsV1: merged(asObj(entry['fieldsV1']), asObj(own?.['fieldsV1']))}]
            : [entry];
        }),
      );
    }),
  },
  {
    ...under('two-controllers', 'kubelet', 'an addition that kubelet and kube-controller-manager own together'),
    apply: adding(DECLARED_KINDS, async ({hand, release}, target, {fragment}) => {
      const object = asApplied(target, kindEntry(target.kind).apiVersion, fragment);
      await hand.apply(object, release, 'kubelet');
      await hand.apply(object, release, 'kube-controller-manager');
    }),
  },
  {
    ...under('replaced-as-helm', HELM, 'kubectl replace --field-manager=helm'),
    apply: adding(DECLARED_KINDS, async ({hand, release}, target, {fragment}) => {
      const object = merged(await hand.get(target), fragment);
      await hand.kubectl(['replace', '-n', release, `--field-manager=${HELM}`, '-f', '-'], object);
    }),
  },
  {
    ...under('changed-as-helm', HELM, 'a declared value changed as (helm, Update)'),
    apply: changing(CHANGED_KINDS, ({hand}, target, {fragment}) => hand.patch(target, fragment, {manager: HELM})),
  },
  {
    ...under('changed-as-helm-dated', HELM, 'a declared value changed as (helm, Update), dated as the run'),
    apply: changing(CHANGED_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment, {manager: HELM});
      await dateBack(hand, target, HELM);
    }),
  },
  {
    ...under('changed-no-fields', 'kubectl-patch', 'a declared value changed, and managedFields taken away'),
    apply: changing(CHANGED_KINDS, async ({hand}, target, {fragment}) => {
      await hand.patch(target, fragment);
      await hand.editManaged(target, () => [{}]);
    }),
  },
  {
    ...under('changed-as-controller', 'kube-controller-manager', 'a declared value changed as kube-controller-manager'),
    apply: changing(CHANGED_KINDS, ({hand}, target, {fragment}) =>
      hand.patch(target, fragment, {manager: 'kube-controller-manager'}),
    ),
  },
];
