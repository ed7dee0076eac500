import {asList, asObj, asText, at} from './json.ts';
import type {Obj, Pointer} from './json.ts';
import type {Rng} from './rng.ts';
import type {Subject} from './subjects.ts';
import {isDeclared} from './fields.ts';
import {inNamespace, printed, replyOf, reread, resourceOf, targetOf} from './write.ts';
import type {Draft, Hands} from './write.ts';

type Command = (subject: Subject, before: Obj, rng: Rng) => Draft | undefined;

interface Said {
  readonly tool: string;
  readonly manager: string;
  readonly pointer: Pointer;
  readonly args: readonly string[];
  readonly subresource?: string;
  readonly op?: 'set' | 'remove';
}

/** A kubectl command that words its change by itself: what it did is read off the object alone. */
function said({tool, manager, pointer, args, subresource = '', op = 'set'}: Said, subject: Subject): Draft {
  return {
    what: tool,
    tool,
    change: {op, pointer},
    writer: {manager, operation: 'Update', subresource},
    send: async (hands: Hands) => {
      // `scale` prints the object as it was.
      if (subresource !== '') return reread(hands, subject, await hands.kubectl(args));
      return printed(await hands.kubectl([...args, '-o', 'json', '--show-managed-fields']));
    },
  };
}

const scale: Command = (subject, before, rng) => {
  if (!subject.kind.subresources.includes('scale')) return undefined;
  // Of replicas that nobody declares the server notes no writer: within an autoscaler's range nobody can tell.
  if (subject.kind.builtin && !isDeclared(subject, before, ['spec', 'replicas'])) return undefined;
  const replicas = Number(at(before, ['spec', 'replicas']) ?? 1) + rng.one([1, 2, 3]);
  const args = ['scale', ...targetOf(subject), `--replicas=${replicas}`];
  return said(
    {tool: 'kubectl scale', manager: 'kubectl', pointer: ['spec', 'replicas'], args, subresource: 'scale'},
    subject,
  );
};

/** Under the autoscalers' own name, and to nought: an autoscaler leaves alone what sleeps, and no range holds it. */
const scaledToNought: Command = (subject, before) => {
  const pointer = ['spec', 'replicas'];
  if (!subject.kind.subresources.includes('scale') || !isDeclared(subject, before, pointer)) return undefined;
  if (at(before, pointer) === 0) return undefined;
  const manager = 'kube-controller-manager';
  return {
    what: 'scaled to nought',
    tool: 'scale',
    change: {op: 'set', pointer, value: 0},
    writer: {manager, operation: 'Update', subresource: 'scale'},
    send: async ({api}) => {
      const body = {spec: {replicas: 0}};
      const type = 'application/merge-patch+json';
      const reply = replyOf(
        await api.ask('PATCH', `${subject.url}/scale`, {body, type, query: {fieldManager: manager}}),
      );
      return reply.after === undefined ? reply : replyOf(await api.ask('GET', subject.url));
    },
  };
};

export const drawScale: Command = (subject, before, rng) =>
  (rng.chance(0.3) ? scaledToNought : scale)(subject, before, rng);

const marked =
  (verb: 'label' | 'annotate'): Command =>
  (subject, before, rng) => {
    const map = verb === 'label' ? 'labels' : 'annotations';
    const declared = Object.keys(asObj(at(subject.declared, ['metadata', map]))).filter(
      (key) => at(before, ['metadata', map, key]) !== undefined,
    );
    const key = rng.chance(0.5) ? rng.pick(declared) : `added-${rng.word()}`;
    if (key === undefined) return undefined;
    const gone = declared.includes(key) && rng.chance(0.4);
    const words = gone ? [`${key}-`] : [`${key}=${rng.word()}`, '--overwrite'];
    const pointer = ['metadata', map, key];
    const args = [verb, ...targetOf(subject), ...words];
    return said(
      {tool: `kubectl ${verb}`, manager: `kubectl-${verb}`, pointer, args, op: gone ? 'remove' : 'set'},
      subject,
    );
  };

/** The containers of a kind that `kubectl set` knows. */
function podSpecOf({kind}: Subject): Pointer | undefined {
  if (['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind.kind)) return ['spec', 'template', 'spec'];
  return kind.kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template', 'spec'] : undefined;
}

const set: Command = (subject, before, rng) => {
  const podSpec = podSpecOf(subject);
  if (podSpec === undefined) return undefined;
  const containers = asList(at(before, [...podSpec, 'containers'])).map(asObj);
  const index = rng.below(containers.length);
  const container = containers[index];
  if (container === undefined) return undefined;
  const name = asText(container['name']);
  const where = [...podSpec, 'containers', String(index)];
  const [resource = '', object = '', ...namespace] = targetOf(subject);
  const target = [`${resource}/${object}`, ...namespace];
  const manager = 'kubectl-set';
  switch (rng.one(['image', 'env', 'env-', 'resources'])) {
    case 'image': {
      const args = ['set', 'image', ...target, `${name}=example.com/set:${rng.word()}`];
      return said({tool: 'kubectl set image', manager, pointer: [...where, 'image'], args}, subject);
    }
    case 'env': {
      const args = ['set', 'env', ...target, '-c', name, `SET_${rng.word().toUpperCase()}=${rng.word()}`];
      return said({tool: 'kubectl set env', manager, pointer: [...where, 'env'], args}, subject);
    }
    case 'env-': {
      const variable = asText(asObj(rng.pick(asList(container['env'])))['name']);
      if (variable === '') return undefined;
      const args = ['set', 'env', ...target, '-c', name, `${variable}-`];
      return said({tool: 'kubectl set env', manager, pointer: [...where, 'env'], args, op: 'remove'}, subject);
    }
    default: {
      const args = [
        'set',
        'resources',
        ...target,
        '-c',
        name,
        `--limits=cpu=${3 + rng.below(4)},memory=${5 + rng.below(3)}Gi`,
      ];
      return said({tool: 'kubectl set resources', manager, pointer: [...where, 'resources'], args}, subject);
    }
  }
};

const COMMANDS: readonly Command[] = [scale, marked('label'), marked('annotate'), set, set];

export function drawCommand(subject: Subject, before: Obj, rng: Rng): Draft | undefined {
  for (const command of rng.shuffled(COMMANDS)) {
    const draft = command(subject, before, rng);
    if (draft !== undefined) return draft;
  }
  return undefined;
}

/** For a workload whose pods somebody restarts: an operation, no drift. */
export const restart = ({kind, name, namespace}: Subject): string[] => [
  'rollout',
  'restart',
  `${resourceOf(kind)}/${name}`,
  ...inNamespace(namespace),
];
