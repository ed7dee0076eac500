import type {Kubeconfig} from './model.ts';

export const EMPTY: Kubeconfig = {
  files: [],
  currentContext: '',
  clusters: new Map(),
  users: new Map(),
  contexts: new Map(),
};

/**
 * Several files as one: the first file to name a thing wins, the current context too. Of an entry that two files have nothing
 * is taken from the second one, not even fields that the first one leaves out.
 */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  return configs.reduce(
    (first, second) => ({
      files: [...first.files, ...second.files],
      currentContext: first.currentContext || second.currentContext,
      clusters: new Map([...second.clusters, ...first.clusters]),
      users: new Map([...second.users, ...first.users]),
      contexts: new Map([...second.contexts, ...first.contexts]),
    }),
    EMPTY,
  );
}
