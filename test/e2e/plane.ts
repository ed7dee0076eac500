import {inject} from 'vitest';

/** A real control plane. Test files that run beside each other have one each. */
export interface Plane {
  readonly kubeconfig: string;
  readonly server: string;
  readonly caFile: string;
  readonly tokens: Readonly<Record<string, string>>;
}

/** As many as there are workers: see vitest.config.ts. */
export const PLANES = 2;

/** The control plane of this worker. */
export function plane(): Plane {
  const own = inject('planes')[(Number(process.env['VITEST_POOL_ID'] ?? 1) - 1) % PLANES];
  if (own === undefined) throw new Error('no control plane was started for this worker');
  return own;
}
