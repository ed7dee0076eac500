import type {Obj} from '../../accuracy/json.ts';
import {appContainer} from '../declared.ts';
import {other} from '../edits.ts';
import {objectOf} from '../kinds.ts';
import {targetOf} from '../way.ts';
import type {Scene, Way} from '../way.ts';

/** Nobody declares how many. */
const uncounted = (release: string): Obj =>
  objectOf('Deployment', `${release}-uncounted`, {
    spec: {
      selector: {matchLabels: {app: 'uncounted'}},
      template: {metadata: {labels: {app: 'uncounted'}}, spec: {containers: [appContainer()]}},
    },
  });

const scaledBy = (release: string): Obj =>
  objectOf('HorizontalPodAutoscaler', `${release}-own`, {
    spec: {
      scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: release},
      minReplicas: 1,
      maxReplicas: 100,
    },
  });

const SCALE = {subresource: 'scale', type: 'merge'} as const;

const scaled = (id: string, title: string, write: (scene: Scene) => Promise<void>, objects?: Way['objects']): Way => ({
  id,
  title,
  item: 5,
  kinds: ['Deployment'],
  ...(objects === undefined ? {} : {objects}),
  async apply(scene) {
    const target = scene.target('Deployment');
    const autoscaler = targetOf(scaledBy(scene.release), scene.release);
    const also = [{target: autoscaler, place: []}];
    await scene.plant({target, place: ['spec', 'replicas'], also}, () => write(scene));
  },
});

const asController = (scene: Scene, replicas: number): Promise<void> =>
  scene.hand.patch(scene.target('Deployment'), {spec: {replicas}}, {...SCALE, manager: 'kube-controller-manager'});

export const SCALING_WAYS: readonly Way[] = [
  scaled('own-autoscaler', 'one’s own autoscaler beside a scale as kube-controller-manager', async (scene) => {
    await scene.hand.kubectl(['create', '-n', scene.release, '-f', '-'], scaledBy(scene.release));
    await asController(scene, 50);
  }),
  scaled('own-autoscaler-helm', 'the same, all as helm', async (scene) => {
    const args = ['create', '-n', scene.release, '--field-manager=helm', '-f', '-'];
    await scene.hand.kubectl(args, scaledBy(scene.release));
    await scene.hand.patch(scene.target('Deployment'), {spec: {replicas: 50}}, {...SCALE, manager: 'helm'});
  }),
  scaled(
    'scaled-by-hand-in-range',
    'scaled by hand within the range of the release’s own autoscaler',
    (scene) => scene.hand.patch(scene.target('Deployment'), {spec: {replicas: 90}}, SCALE),
    (release) => [scaledBy(release)],
  ),
  {
    id: 'uncounted-zero',
    title: 'replicas that nobody declares, scaled to 0',
    item: 'neighbour',
    objects: (release) => [uncounted(release)],
    async apply(scene) {
      const target = other(uncounted)(scene.release);
      await scene.plant({target, place: ['spec', 'replicas']}, () =>
        scene.hand.patch(target, {spec: {replicas: 0}}, SCALE),
      );
    },
  },
];
