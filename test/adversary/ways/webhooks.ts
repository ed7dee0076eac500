import {asText, asObj} from '../../accuracy/json.ts';
import type {Obj} from '../../accuracy/json.ts';
import type {DeclaredKind} from '../declared.ts';
import {isKindName} from '../kinds.ts';
import {additionTo, changeOf} from '../plants.ts';
import type {Edit} from '../plants.ts';
import type {OnDryRun} from '../webhook.ts';
import type {Scene, Way} from '../way.ts';

const KINDS = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ConfigMap',
  'Service',
  'ServiceAccount',
  'NetworkPolicy',
  'Role',
  'PodDisruptionBudget',
] as const;

/** Answers with what is live, whatever was sent. */
const echo =
  ({hand, release}: Scene): OnDryRun =>
  async (sent: Obj) => {
    const kind = asText(sent['kind']);
    if (!isKindName(kind)) return undefined;
    return hand.get({kind, name: asText(asObj(sent['metadata'])['name']), namespace: release});
  };

const editOf = (kind: DeclaredKind, release: string, isAddition: boolean): Edit =>
  isAddition ? additionTo(kind, release) : changeOf(kind);

interface Lie {
  readonly id: string;
  readonly title: string;
  readonly manager?: string;
  readonly isAddition?: true;
  readonly onDryRun?: (scene: Scene) => OnDryRun;
  readonly after?: (scene: Scene, kind: DeclaredKind) => Promise<void>;
}

/** Writes first: the webhook looks at dry runs alone. */
const lying = ({id, title, manager, isAddition, onDryRun = echo, after}: Lie): Way => ({
  id,
  title,
  item: 2,
  kinds: KINDS,
  async apply(scene) {
    for (const kind of KINDS) {
      const target = scene.target(kind);
      const {place, fragment} = editOf(kind, scene.release, isAddition === true);
      await scene.plant({target, place}, async () => {
        await scene.hand.patch(target, fragment, manager === undefined ? {} : {manager});
        await after?.(scene, kind);
      });
    }
    scene.closing.push(await scene.webhook(onDryRun(scene)));
  },
});

/** Where the books say nothing against it, the server's word on a webhook's own doing is taken: registries are rewritten so. */
const LIAR =
  'who runs an admission webhook, and writes as Helm or leaves no trace, answers as he likes: a policy on webhook configurations, and the audit log, tell of it';

export const WEBHOOK_WAYS: readonly Way[] = [
  lying({
    id: 'echo-changed',
    title: 'a webhook answers dry runs with what is live; declared values changed by kubectl',
  }),
  {
    ...lying({id: 'echo-as-helm', title: 'the same, changed as (helm, Update)', manager: 'helm'}),
    limit: LIAR,
  },
  lying({
    id: 'echo-as-controller',
    title: 'the same, changed as kube-controller-manager',
    manager: 'kube-controller-manager',
  }),
  lying({id: 'echo-added', title: 'the same with additions by kubectl', isAddition: true}),
  lying({
    id: 'echo-no-fields',
    title: 'the same, changed, and managedFields taken away',
    after: ({hand, target}, kind) => hand.editManaged(target(kind), () => [{}]),
  }),
  {
    limit: LIAR,
    ...lying({
      id: 'echo-entry-deleted',
      title: 'the same, changed, and one’s own entry deleted',
      after: ({hand, target}, kind) =>
        hand.editManaged(target(kind), (entries) =>
          entries.filter((entry) => asText(entry['manager']) !== 'kubectl-patch'),
        ),
    }),
  },
  lying({
    id: 'deny-dry-runs',
    title: 'a webhook refuses dry runs; declared values changed as (helm, Update)',
    manager: 'helm',
    onDryRun: () => () => Promise.resolve('deny'),
  }),
];
