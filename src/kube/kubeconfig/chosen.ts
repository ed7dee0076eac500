import {loadKubeconfig} from './load.ts';
import type {ConnectionSettings, Kubeconfig} from './model.ts';

/** By the settings of a session: the context that its kubeconfig named when it was read first. */
const chosen = new WeakMap<ConnectionSettings, string>();

/**
 * The context that a session speaks to; undefined where the kubeconfig names none. It is chosen once, whoever asks first: helm
 * and we read the kubeconfig at different times, and somebody may switch its current context between the two.
 */
export function chooseContext(settings: ConnectionSettings, config: Kubeconfig): string | undefined {
  const known = chosenContext(settings);
  if (known !== undefined || !config.contexts.has(config.currentContext)) return known;
  chosen.set(settings, config.currentContext);
  return config.currentContext;
}

/** The context of the flags, else the one that was chosen before. */
export function chosenContext(settings: ConnectionSettings): string | undefined {
  return settings.context || chosen.get(settings);
}

/** The same for whoever has not read the kubeconfig. One that cannot be read chooses nothing: whoever needs it says so. */
export async function contextFor(settings: ConnectionSettings, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const known = chosenContext(settings);
  if (known !== undefined) return known;
  const config = await loadKubeconfig(settings, env).catch(() => undefined);
  return config === undefined ? undefined : chooseContext(settings, config);
}
