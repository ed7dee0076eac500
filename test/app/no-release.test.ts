import {expect, test} from 'vitest';
import {noRelease} from '../../src/app/no-release.ts';
import {UserError} from '../../src/model/errors.ts';
import type {ReleaseRecord} from '../../src/model/ports.ts';

const record = (place: string, status = 'deployed'): ReleaseRecord => {
  const [namespace = '', name = ''] = place.split('/');
  return {namespace, name, revision: 1, status};
};
const refused = (): never => {
  throw new UserError('forbidden');
};

async function hintOf(records: readonly ReleaseRecord[], wanted: string, storedIn?: string) {
  const {namespace, name} = record(wanted);
  const all = async (where: string | undefined) =>
    records.filter((one) => where === undefined || one.namespace === where);
  const error = await noRelease({all, ...(storedIn === undefined ? {} : {storedIn})}, {name, namespace});
  expect(error.message).toBe(`there is no release "${name}" in namespace ${namespace}`);
  return error.hint;
}

test.each([
  ['default/web', 'It is in namespace shop: add -n shop.'],
  ['default/api', 'It is in the namespaces one, two: choose one with -n.'],
  ['shop/wbe', 'Did you mean web?'],
  // What is near by letters but in another namespace is not meant.
  ['default/wbe', 'See `helm list -A`; the namespace is given by -n.'],
  // What helm keeps of a release that was uninstalled is none.
  ['default/gone', 'See `helm list -A`; the namespace is given by -n.'],
  ['shop/Web!', 'Did you mean web?'],
])('for %s the way out is: %s', async (wanted, hint) => {
  const records = ['shop/web', 'one/api', 'two/api'].map((place) => record(place));
  expect(await hintOf([...records, record('shop/gone', 'uninstalled')], wanted)).toBe(hint);
});

test('a storage that somebody chose is named, where nothing is near', async () => {
  expect(await hintOf([], 'default/web', 'configmaps')).toContain('HELM_DRIVER has releases looked for in configmaps');
  expect(await hintOf([], 'default/web', 'secrets')).not.toContain('HELM_DRIVER');
});

test('who may list one namespace alone is helped by that, and who may list nothing is told the rest', async () => {
  const one = async (where: string | undefined) => (where === 'shop' ? [record('shop/web')] : refused());
  expect((await noRelease({all: one}, {name: 'wbe', namespace: 'shop'})).hint).toBe('Did you mean web?');
  const none = await noRelease({all: async () => refused()}, {name: 'web', namespace: 'shop'});
  expect([none.message, none.hint]).toEqual([
    'there is no release "web" in namespace shop',
    'See `helm list -A`; the namespace is given by -n.',
  ]);
});

test('a bug is no want of rights', async () => {
  const all = async () => Promise.reject(new TypeError('a bug'));
  await expect(noRelease({all}, {name: 'web', namespace: 'shop'})).rejects.toThrow('a bug');
});
