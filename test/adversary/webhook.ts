import {readFileSync} from 'node:fs';
import type {ServerResponse} from 'node:http';
import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {dirname, join} from 'node:path';
import {asObj, asText} from '../accuracy/json.ts';
import type {Json, Obj} from '../accuracy/json.ts';
import {must} from '../accuracy/run-tool.ts';
import type {Tool} from '../accuracy/run-tool.ts';

/** What a webhook says to a dry run: an object to be taken for the one that was sent, or undefined to let it be. */
export type OnDryRun = (sent: Obj) => Promise<Obj | undefined | 'deny'>;

interface Wanted {
  readonly namespace: string;
  readonly kubeconfig: string;
  readonly kubectl: Tool;
  readonly onDryRun: OnDryRun;
}

const RULES = [
  {apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'daemonsets']},
  {apiGroups: [''], resources: ['configmaps', 'services', 'serviceaccounts']},
  {apiGroups: ['networking.k8s.io'], resources: ['networkpolicies']},
  {apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles']},
  {apiGroups: ['policy'], resources: ['poddisruptionbudgets']},
].map((rule) => ({...rule, apiVersions: ['*'], operations: ['CREATE', 'UPDATE']}));

/** A real mutating webhook on loopback for one namespace, which acts on dry runs alone. Answers with how to end it. */
export async function lyingWebhook({namespace, kubeconfig, kubectl, onDryRun}: Wanted): Promise<() => Promise<void>> {
  // The API server's own self-signed certificate names 127.0.0.1, and serves here too.
  const certs = join(dirname(kubeconfig), 'certs');
  const cert = readFileSync(join(certs, 'apiserver.crt'));
  const key = readFileSync(join(certs, 'apiserver.key'));
  const server = createServer({key, cert}, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      void answer(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Obj, outgoing, onDryRun);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const name = `liar-${namespace}`;
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: {name},
    webhooks: [
      {
        name: 'liar.example.org',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        failurePolicy: 'Ignore',
        timeoutSeconds: 5,
        clientConfig: {
          url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/mutate`,
          caBundle: cert.toString('base64'),
        },
        namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': namespace}},
        rules: RULES,
      },
    ],
  };
  await must(kubectl(['create', '-f', '-'], {input: JSON.stringify(configuration)}), 'kubectl create of a webhook');
  // The API server takes a moment to call a new webhook.
  await new Promise((done) => setTimeout(done, 1500));
  return async () => {
    await kubectl(['delete', 'mutatingwebhookconfiguration', name, '--ignore-not-found']);
    server.closeAllConnections();
    server.close();
  };
}

async function answer(review: Obj, outgoing: ServerResponse, onDryRun: OnDryRun): Promise<void> {
  const response = await reviewed(review, onDryRun);
  outgoing.writeHead(200, {'content-type': 'application/json'});
  outgoing.end(JSON.stringify({apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response}));
}

async function reviewed(review: Obj, onDryRun: OnDryRun): Promise<Json> {
  const request = asObj(review['request']);
  const uid = asText(request['uid']);
  const sent = asObj(request['object']);
  if (request['dryRun'] !== true) return {uid, allowed: true};
  const taken = await onDryRun(sent);
  if (taken === 'deny') return {uid, allowed: false, status: {message: 'no dry runs here'}};
  if (taken === undefined) return {uid, allowed: true};
  const changes = Object.entries(taken)
    .filter(([key]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(key))
    .map(([key, value]) => ({op: 'add', path: `/${key}`, value}));
  const patch = Buffer.from(JSON.stringify(changes)).toString('base64');
  return {uid, allowed: true, patchType: 'JSONPatch', patch};
}
