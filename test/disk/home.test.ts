import {describe, expect, test} from 'vitest';
import {ownCacheFolder} from '../../src/disk/cache-folder.ts';
import {ownStateFolder} from '../../src/disk/state-folder.ts';

describe('where files of ours lie', () => {
  test.each([
    ['a home', {HOME: '/home/ann'}, '/home/ann/.local/state/helm-drift', '/home/ann/.cache/helm/drift'],
    [
      'Windows, which has another name for it',
      {USERPROFILE: '/u/ann'},
      '/u/ann/.local/state/helm-drift',
      '/u/ann/.cache/helm/drift',
    ],
    [
      'both, as Git Bash has them',
      {HOME: '/h', USERPROFILE: '/u'},
      '/h/.local/state/helm-drift',
      '/h/.cache/helm/drift',
    ],
    [
      'folders of their own',
      {HOME: '/h', XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/c'},
      '/s/helm-drift',
      '/c/helm/drift',
    ],
    ['what Helm tells its plugins', {HOME: '/h', HELM_CACHE_HOME: '/hc'}, '/h/.local/state/helm-drift', '/hc/drift'],
    ['empty variables', {HOME: '', USERPROFILE: '', XDG_STATE_HOME: ''}, undefined, undefined],
    ['no home at all', {}, undefined, undefined],
  ])('%s', (_name, env, state, cache) => {
    expect([ownStateFolder(env), ownCacheFolder(env)]).toEqual([state, cache]);
  });
});
