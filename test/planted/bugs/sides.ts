import type {Bug} from './bug.ts';

const SEARCH = 'src/check/evidence/search.ts';
const READ = 'src/check/evidence/read.ts';

/** Of the two sides before they meet: intent, evidence, and their alignment. */
export const SIDES: readonly Bug[] = [
  {
    name: 'first-revision',
    file: 'src/check/intent/choose-revision.ts',
    find: `records.find(({status}) => status === 'deployed')`,
    replace: 'records.at(-1)',
    why: 'an upgraded release is held against its first revision',
  },
  {
    name: 'release-namespace-for-all',
    file: 'src/check/intent/scope.ts',
    find: 'namespace: namespace ?? releaseNamespace',
    replace: 'namespace: releaseNamespace',
    why: 'an object that the chart puts into another namespace is looked for in its own',
  },
  {
    name: 'cluster-scope-forgotten',
    file: 'src/check/intent/scope.ts',
    find: 'namespaced ? {namespace: namespace ?? releaseNamespace} : {}',
    replace: 'namespaced || namespace !== undefined ? {namespace: namespace ?? releaseNamespace} : {}',
    why: 'a ClusterRole whose manifest names a namespace is not found',
  },
  {
    name: 'absent-is-unreadable',
    file: READ,
    find: `gaps: []};\n    }),`,
    replace: `gaps: 'object' in answer ? [] : gapsFor([ref], {reason: 'unreadable', message: 'not found'} as never).gaps};\n    }),`,
    why: 'a deleted object is called unreadable',
  },
  {
    name: 'aligned-by-name',
    file: 'src/check/align/align.ts',
    find: 'else if (unseen.has(key)) unverifiable.push(entry);',
    replace: 'else if (unseen.has(key) || live.some(({ref}) => ref.name === entry.ref.name)) unverifiable.push(entry);',
    why: 'a missing object is passed over when another kind has its name',
  },
  {
    name: 'extras-by-name',
    file: 'src/check/align/align.ts',
    find: '!declared.has(refKey(ref)) &&',
    replace: '!intent.some((entry) => entry.ref.kind === ref.kind) &&',
    why: 'an extra object of a kind that the release has too is not seen',
  },
  {
    name: 'extras-in-namespaces-only',
    file: SEARCH,
    find: 'resources.preferred.filter(isSearchable)',
    replace: 'resources.preferred.filter((resource) => resource.namespaced && isSearchable(resource))',
    why: 'an extra object outside namespaces is not looked for',
  },
  {
    name: 'extras-not-of-configuration',
    file: SEARCH,
    find: `  'events',\n`,
    replace: `  'events',\n  'configmaps',\n  'secrets',\n`,
    why: 'an extra ConfigMap or Secret is not looked for',
  },
];
