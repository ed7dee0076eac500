import type {Obj} from '../../accuracy/json.ts';
import {definition, ownGroup} from '../declared.ts';
import {targetOf} from '../way.ts';
import type {Scene, Way} from '../way.ts';

const gadgets = (release: string): Obj => definition('gadgets', 'Gadget', ownGroup(release));

const definitionWay = (
  id: string,
  title: string,
  place: readonly string[],
  write: (scene: Scene) => Promise<void>,
): Way => ({
  id,
  title,
  item: 10,
  kinds: ['ConfigMap'],
  crds: (release) => [gadgets(release)],
  checkArgs: ['--include-crds'],
  async apply(scene) {
    const target = targetOf(gadgets(scene.release), scene.release);
    await scene.plant({target, place}, () => write(scene));
    scene.closing.push(async () => {
      await scene.hand.kubectl(['delete', 'crd', target.name, '--ignore-not-found', '--wait=false']).catch(() => '');
    });
  },
});

const patchGadgets = (body: Obj[], manager?: string) => (scene: Scene) =>
  scene.hand.patch(targetOf(gadgets(scene.release), scene.release), body, {
    type: 'json',
    ...(manager === undefined ? {} : {manager}),
  });

const SCHEMA = '/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/mode';

export const DEFINITION_WAYS: readonly Way[] = [
  definitionWay(
    'crd-loosened',
    'a definition of crds/ whose schema lets anything through',
    ['spec', 'versions', '0', 'schema', 'openAPIV3Schema', 'properties', 'spec', 'properties', 'mode', 'enum'],
    patchGadgets([{op: 'remove', path: `${SCHEMA}/enum`}]),
  ),
  definitionWay(
    'crd-loosened-helm',
    'the same as (helm, Update)',
    ['spec', 'versions', '0', 'schema', 'openAPIV3Schema', 'properties', 'spec', 'properties', 'mode', 'enum'],
    patchGadgets([{op: 'remove', path: `${SCHEMA}/enum`}], 'helm'),
  ),
  definitionWay(
    'crd-defaulted',
    'a definition of crds/ that fills in what nobody wrote',
    ['spec', 'versions', '0', 'schema', 'openAPIV3Schema', 'properties', 'spec', 'properties', 'shell'],
    patchGadgets([{op: 'add', path: SCHEMA.replace(/mode$/, 'shell'), value: {type: 'string', default: 'yes'}}]),
  ),
  definitionWay(
    'crd-unserved',
    'a version of crds/ that is served no more',
    ['spec', 'versions', '0', 'served'],
    patchGadgets([{op: 'replace', path: '/spec/versions/0/served', value: false}]),
  ),
  definitionWay(
    'crd-converted',
    'a definition of crds/ whose objects go through a webhook',
    ['spec', 'conversion', 'strategy'],
    patchGadgets([
      {
        op: 'replace',
        path: '/spec/conversion',
        value: {
          strategy: 'Webhook',
          webhook: {conversionReviewVersions: ['v1'], clientConfig: {url: 'https://192.0.2.6/convert'}},
        },
      },
    ]),
  ),
  definitionWay('crd-deleted', 'a definition of crds/ deleted', [], async (scene) => {
    await scene.hand.kubectl(['delete', 'crd', targetOf(gadgets(scene.release), scene.release).name]);
  }),
];
