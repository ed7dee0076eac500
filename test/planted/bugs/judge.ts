import type {Bug} from './bug.ts';

const AUTOSCALED = 'src/check/autoscaling/autoscalers.ts';
const IGNORED = 'src/check/judge/ignored.ts';

export const JUDGE: readonly Bug[] = [
  {
    name: 'autoscaled-by-name',
    file: AUTOSCALED,
    find: `SCALERS.test(by.manager ?? '')`,
    replace: `by.manager === 'horizontal-pod-autoscaler'`,
    why: `the autoscaler's own manager is not known`,
  },
  {
    name: 'any-note-is-a-controllers',
    file: IGNORED,
    find: `isControllerNote(ref, quoted ?? plain ?? '', by?.manager ?? '')`,
    replace: `(quoted ?? plain) !== undefined`,
    why: 'an annotation in any domain is put down to a controller',
  },
  {
    name: 'restart-reported',
    file: IGNORED,
    find: `metadata\\.annotations\\["kubectl\\.kubernetes\\.io\\/restartedAt"\\]$/`,
    replace: `^metadata\\.annotations\\["kubectl\\.kubernetes\\.io\\/restartedAt"\\]$/`,
    why: `a restart is taken for drift`,
  },
  {
    name: 'last-applied-reported',
    file: IGNORED,
    find: 'last-applied-configuration"]',
    replace: 'last-applied"]',
    why: `kubectl's memory of an apply is taken for drift`,
  },
  {
    name: 'injected-ca-reported',
    file: IGNORED,
    find: `path.endsWith('caBundle')`,
    replace: `path === 'webhooks.clientConfig.caBundle'`,
    why: 'an injected caBundle is taken for drift',
  },
  {
    name: 'webhooks-are-injected',
    file: IGNORED,
    find: `path.endsWith('caBundle') &&\n`,
    replace: `path.startsWith('webhooks') &&\n`,
    why: 'whatever somebody changed of a webhook is put down to an injector',
  },
  {
    name: 'any-role-is-aggregated',
    file: IGNORED,
    find: `      declared?.['aggregationRule'] !== undefined &&\n`,
    replace: '',
    why: 'the rules of any ClusterRole are put down to the control plane',
  },
  {
    name: 'helms-name-is-enough',
    file: 'src/check/confirm/settle.ts',
    find: `variance.byHelm === true && writers.isOfRun(variance.by ?? {}),`,
    replace: `variance.byHelm === true,`,
    why: 'what somebody changed under the name helm is put down to the API server',
  },
];
