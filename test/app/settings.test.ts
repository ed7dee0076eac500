import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {environmentOf, settingsOf} from '../../src/app/settings.ts';
import {contextFor} from '../../src/kube/kubeconfig/chosen.ts';

test('a kubeconfig of the flag is one file, that of the environment is a list', () => {
  expect(settingsOf({kubeconfig: '/a:b'}, {KUBECONFIG: '/c:/d'}).connection).toEqual({
    kubeconfig: '/a:b',
    isOneFile: true,
  });
  expect(settingsOf({kubeconfig: ''}, {KUBECONFIG: '/c:/d'}).connection).toEqual({kubeconfig: '/c:/d'});
});

test.each([
  ['a,b', ['a', 'b']],
  [', a,,b ,', ['a', '', 'b']],
  [' ', undefined],
])('groups %j are read as helm reads them', (list, groups) => {
  expect(settingsOf({}, {HELM_KUBEASGROUPS: list}).connection.asGroups).toEqual(groups);
});

test('a command line that is to speak of the same cluster is told the context that was chosen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-settings-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const kubeconfig = join(folder, 'config');
  writeFileSync(kubeconfig, JSON.stringify({'current-context': 'one', contexts: [{name: 'one', context: {}}]}));
  const settings = settingsOf({kubeconfig, namespace: 'shop', insecure: true}, {});
  const plain = {
    KUBECONFIG: kubeconfig,
    HELM_NAMESPACE: 'shop',
    HELM_KUBEINSECURE_SKIP_TLS_VERIFY: 'true',
    HELM_DRIVER: 'secret',
  };
  expect(environmentOf(settings)).toEqual(plain);
  await contextFor(settings.connection, {});
  expect(environmentOf(settings)).toEqual({...plain, HELM_KUBECONTEXT: 'one'});
});
