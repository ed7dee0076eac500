import {restart} from './commands.ts';
import {changed} from './draw.ts';
import {allFields, declaredScalars, isDeclared} from './fields.ts';
import type {Field} from './fields.ts';
import {asList, asObj, at, isObj, isScalar, put, scalarText} from './json.ts';
import type {Json, Obj} from './json.ts';
import {fragment} from './patches.ts';
import type {Rng} from './rng.ts';
import {groupOf} from './subjects.ts';
import type {Subject} from './subjects.ts';
import {draftOf, inNamespace, printed, replyOf, reread} from './write.ts';
import type {Hands, Reply} from './write.ts';

/** Everything beside the object itself that a write that is no drift needs to know. */
interface Ground {
  readonly subject: Subject;
  readonly before: Obj;
  readonly rng: Rng;
  readonly hands: Hands;
  /** Live objects of the same release, to see which autoscaler targets what. */
  readonly neighbours: readonly Subject[];
}

/** Undefined where the object has no room for such a write. */
type Negative = (ground: Ground) => Promise<Reply> | undefined;

const CONTROLLER = 'kube-controller-manager';

const patch = ({subject, hands}: Ground, body: Json, fieldManager: string, type = 'merge', sub = ''): Promise<Reply> =>
  hands.api
    .ask('PATCH', `${subject.url}${sub}`, {
      body,
      type: type === 'apply' ? 'application/apply-patch+yaml' : `application/${type}-patch+json`,
      query: {fieldManager, ...(type === 'apply' ? {force: 'true'} : {})},
    })
    .then(replyOf);

const inPlace = (manifest: Obj, namespace: string): Obj =>
  namespace === '' ? manifest : put(manifest, ['metadata', 'namespace'], namespace);

const workload = ({kind}: Subject): boolean => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind.kind);

/** The same amount in another unit. */
function respelled(value: Json): string | undefined {
  const [, number = '', unit = ''] = /^(\d+)(m|Ki|Mi|Gi|)$/.exec(scalarText(value)) ?? [];
  if (number === '') return undefined;
  const amount = Number(number);
  if (unit === 'm') return amount % 1000 === 0 ? String(amount / 1000) : `${amount * 1000}u`;
  if (unit === '') return amount < 1000 ? `${amount * 1000}m` : undefined;
  return `${amount * 1024}${{Ki: '', Mi: 'Ki', Gi: 'Mi'}[unit] ?? ''}`;
}

const quantityRewritten: Negative = (ground) => {
  const {subject, before, rng} = ground;
  const fields = declaredScalars(subject, before).filter(
    ({schema, value}) => schema?.isQuantity === true && respelled(value) !== undefined,
  );
  const field = rng.pick(fields);
  if (field === undefined) return undefined;
  const change = {op: 'set', pointer: field.pointer, value: respelled(field.value) ?? field.value} as const;
  return draftOf('', subject, before, change, rng.one(['apply', 'apply', 'apply', 'put']), 'terraform').send(
    ground.hands,
  );
};

/** Allocated, not defaulted: to write one of these down is to say something of one's own. */
const ALLOCATED =
  /^(clusterIPs?|nodePort|healthCheckNodePort|ipFamil|volumeName|replicas|uid|priority$|count$)|controller-uid/;

const defaultSpelledOut: Negative = ({subject, before, rng, hands}) => {
  const {schema} = subject.kind;
  const defaults = allFields(before, schema).filter(
    ({pointer, value}) =>
      isScalar(value) &&
      !pointer.includes('metadata') &&
      !pointer.some((step) => ALLOCATED.test(step)) &&
      !isDeclared(subject, before, pointer),
  );
  const field = rng.pick(defaults);
  if (field === undefined) return undefined;
  const change = {op: 'set', pointer: field.pointer, value: field.value} as const;
  return draftOf('', subject, before, change, rng.one(['apply', 'apply', 'put']), 'my-operator').send(hands);
};

const UNORDERED = new Set([
  'verbs',
  'resources',
  'apiGroups',
  'nonResourceURLs',
  'tolerations',
  'ports',
  'env',
  'subjects',
  'volumes',
  'policyTypes',
  'volumeMounts',
  'imagePullSecrets',
]);

const listReordered: Negative = (ground) => {
  const {subject, before, rng} = ground;
  const lists = allFields(before, subject.kind.schema).filter(({pointer, schema, value}: Field) => {
    const name = pointer.at(-1) ?? '';
    // Of a custom resource whose schema says nothing, nobody knows what order means.
    if (schema === undefined || !Array.isArray(value) || value.length < 2 || !UNORDERED.has(name)) return false;
    return name !== 'env' || !JSON.stringify(value).includes('$(');
  });
  const list = rng.pick(lists);
  if (list === undefined) return undefined;
  const value = asList(list.value).toReversed();
  const change = {op: 'set', pointer: list.pointer, value} as const;
  return draftOf(
    '',
    subject,
    before,
    change,
    rng.one(['json', 'put', 'merge']),
    rng.one(['kubectl-edit', 'terraform']),
  ).send(ground.hands);
};

/** Lists whose items the server tells apart itself: by value, or by several keys of which two items share the first. */
const twinsReordered: Negative = (ground) => {
  const {subject, before, rng} = ground;
  const lists = allFields(before, subject.kind.schema).filter(({schema, value}) => {
    if (schema === undefined || !Array.isArray(value) || value.length < 2) return false;
    if (schema.node['x-kubernetes-list-type'] === 'set') return true;
    const [first = '', ...more] = schema.mapKeys;
    const names = value.map((item) => scalarText(asObj(item)[first]));
    return more.length > 0 && new Set(names).size < names.length;
  });
  const list = rng.pick(lists);
  if (list === undefined) return undefined;
  const change = {op: 'set', pointer: list.pointer, value: asList(list.value).toReversed()} as const;
  return draftOf('', subject, before, change, rng.one(['json', 'put', 'merge']), 'terraform').send(ground.hands);
};

const editedAndReversed: Negative = ({subject, before, rng, hands}) => {
  const change = changed(rng.pick(declaredScalars(subject, before)), rng);
  if (change === undefined) return undefined;
  const {pointer} = change;
  return (async () => {
    const there = await draftOf('', subject, before, change, rng.one(['json', 'merge', 'put']), 'kubectl-edit').send(
      hands,
    );
    if (there.after === undefined) return there;
    const back = {op: 'set', pointer, value: at(before, pointer) ?? null} as const;
    const manager = rng.one(['kubectl-edit', 'terraform']);
    const reply = await draftOf('', subject, there.after, back, rng.one(['json', 'merge']), manager).send(hands);
    if (reply.after === undefined)
      throw new Error(`could not reverse ${pointer.join('/')} of ${subject.url}: ${reply.message}`);
    return reply;
  })();
};

/** All of the manifest, or one field of it, under another applier's name. */
const sameApplied: Negative = ({subject, before, rng, hands}) => {
  const {declared, namespace} = subject;
  const manifest = inPlace(declared, namespace);
  const field = rng.chance(0.5) ? rng.pick(declaredScalars(subject, before)) : undefined;
  if ('stringData' in declared || 'status' in declared) return undefined;
  const body = field === undefined ? manifest : fragment(before, field.pointer, subject.kind.schema);
  const args = ['apply', '--server-side', '--force-conflicts', '--field-manager=x', '-f', '-'];
  const shown = ['-o', 'json', '--show-managed-fields'];
  return hands.kubectl([...args, ...shown], {input: JSON.stringify(body)}).then(printed);
};

const sameClientApply: Negative = ({subject: {declared, namespace}, hands}) =>
  hands
    .kubectl(['apply', '-f', '-', ...inNamespace(namespace), '-o', 'json', '--show-managed-fields'], {
      input: JSON.stringify(declared),
    })
    .then(printed);

const scaledInRange: Negative = (ground) => {
  const {subject, neighbours, rng} = ground;
  const autoscaler = neighbours.find(({kind, original, namespace}) => {
    const target = asObj(at(original, ['spec', 'scaleTargetRef']));
    return (
      kind.kind === 'HorizontalPodAutoscaler' &&
      namespace === subject.namespace &&
      target['kind'] === subject.kind.kind &&
      target['name'] === subject.name
    );
  });
  if (autoscaler === undefined) return undefined;
  const spec = asObj(autoscaler.original['spec']);
  const [min, max] = [Number(spec['minReplicas'] ?? 1), Number(spec['maxReplicas'] ?? 1)];
  // The bound itself is in the range.
  const replicas = rng.chance(0.5) ? max : min + rng.below(max - min + 1);
  return patch(ground, {spec: {replicas}}, CONTROLLER, 'merge', '/scale').then(async (reply) =>
    reply.after === undefined ? reply : replyOf(await ground.hands.api.ask('GET', subject.url)),
  );
};

const controllersAnnotation: Negative = (ground) => {
  const key = ground.rng.pick(NOTES[ground.subject.kind.kind] ?? []);
  if (key === undefined) return undefined;
  const manager = ground.rng.one([CONTROLLER, 'cloud-controller-manager']);
  return patch(ground, {metadata: {annotations: {[key]: 'yes'}}}, manager);
};

/** What controllers note down, by the kind on which they do. */
const NOTES: Readonly<Record<string, readonly string[]>> = {
  HorizontalPodAutoscaler: ['autoscaling.alpha.kubernetes.io/conditions'],
  PersistentVolumeClaim: ['pv.kubernetes.io/bind-completed', 'volume.kubernetes.io/selected-node'],
  Service: ['service.kubernetes.io/load-balancer-id', 'endpoints.kubernetes.io/last-change-trigger-time'],
  Ingress: ['ingress.kubernetes.io/backends'],
  Namespace: ['openshift.io/sa.scc.mcs'],
};

const statusWritten: Negative = (ground) => {
  const {kind} = ground.subject;
  if (!kind.subresources.includes('status')) return undefined;
  const status = kind.schema?.of('status');
  const manager = ground.rng.one(['my-operator', 'widget-controller']);
  // A count that controllers will set right again, or whatever an open schema takes.
  if (status?.of('observedGeneration') !== undefined)
    return patch(ground, {status: {observedGeneration: 77}}, manager, 'merge', '/status');
  return status?.properties.length === 0
    ? patch(ground, {status: {seen: 'yes', count: 3}}, manager, 'merge', '/status')
    : undefined;
};

/** Controllers' own, on the kinds that they look after: any other finalizer is somebody's, and holds a deletion up. */
const finalizerSet: Negative = (ground) => {
  const {kind} = ground.subject.kind;
  if (kind === 'Service')
    return patch(
      ground,
      {metadata: {finalizers: [LOAD_BALANCER]}},
      ground.rng.one(['cloud-controller-manager', CONTROLLER]),
    );
  return undefined;
};

const caInjected: Negative = (ground) => {
  const {subject, before, hands} = ground;
  if (groupOf(subject.kind) !== 'admissionregistration.k8s.io') return undefined;
  const hooks = asList(before['webhooks']);
  if (hooks.length === 0 || JSON.stringify(subject.declared).includes('caBundle')) return undefined;
  const ops = hooks.map((hook, index) => {
    if (!isObj(hook)) throw new Error('a webhook is no object');
    return {op: 'add', path: `/webhooks/${index}/clientConfig/caBundle`, value: hands.api.ca};
  });
  return patch(ground, ops, ground.rng.one(['cert-manager-cainjector', 'cainjector', 'operator-x']), 'json');
};

const restarted: Negative = ({subject, hands}) =>
  workload(subject) ? hands.kubectl(restart(subject)).then((run) => reread(hands, subject, run)) : undefined;

const lastApplied: Negative = (ground) =>
  patch(
    ground,
    {
      metadata: {
        annotations: {'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(ground.subject.declared)},
      },
    },
    'kubectl-client-side-apply',
  );

interface Weighed {
  readonly write: Negative;
  /** The rarer the objects that have room for it, the heavier. */
  readonly weight: number;
}

export const NEGATIVES: Readonly<Record<string, Weighed>> = {
  'an autoscaler scales in range': {write: scaledInRange, weight: 500},
  'an injected caBundle': {write: caInjected, weight: 100},
  'a quantity in another unit': {write: quantityRewritten, weight: 16},
  'an unordered list reordered': {write: listReordered, weight: 7},
  'a list of twins reordered': {write: twinsReordered, weight: 12},
  'kubectl rollout restart': {write: restarted, weight: 6},
  'a default spelled out': {write: defaultSpelledOut, weight: 4},
  'a status written': {write: statusWritten, weight: 3},
  'an edit and its reverse': {write: editedAndReversed, weight: 2},
  'the same values applied by another': {write: sameApplied, weight: 3},
  'kubectl apply of the same manifest': {write: sameClientApply, weight: 1},
  "a controller's annotation": {write: controllersAnnotation, weight: 1},
  'a finalizer of the cloud': {write: finalizerSet, weight: 5},
  'a last-applied annotation': {write: lastApplied, weight: 1},
};

/** Keeps a Service until its load balancer is gone: on a control plane that lives on, it goes first. */
export const LOAD_BALANCER = 'service.kubernetes.io/load-balancer-cleanup';
