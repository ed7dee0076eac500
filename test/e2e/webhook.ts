import {createServer} from 'node:https';
import type {AddressInfo} from 'node:net';
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {inject, onTestFinished} from 'vitest';
import {kubectl, must} from './harness.ts';
import {plane} from './plane.ts';

interface AdmittedDeployment {
  readonly metadata: {readonly annotations?: Readonly<Record<string, string>>};
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly name: string;
          readonly image: string;
          readonly env?: readonly {name: string}[];
        }[];
      };
    };
  };
}

export interface WebhookOptions {
  /** JSON patch for an admitted object; `isDry` where nothing is written. */
  readonly patch: (object: AdmittedDeployment, isDry: boolean) => readonly object[];
}

/** A real mutating webhook on loopback for one namespace, told to the API server as any admission controller is. */
export async function mutatingWebhook(namespace: string, {patch}: WebhookOptions): Promise<void> {
  // The API server's own self-signed certificate names 127.0.0.1, and serves here too.
  const cert = readFileSync(plane().caFile);
  const key = readFileSync(join(dirname(plane().caFile), 'apiserver.key'));
  const server = createServer({key, cert}, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const review = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        request: {uid: string; object: AdmittedDeployment; dryRun?: boolean};
      };
      const {object, dryRun = false} = review.request;
      const changes = Buffer.from(JSON.stringify(patch(object, dryRun))).toString('base64');
      const response = {uid: review.request.uid, allowed: true, patchType: 'JSONPatch', patch: changes};
      outgoing.writeHead(200, {'content-type': 'application/json'});
      outgoing.end(JSON.stringify({apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const name = `injector-${namespace}`;
  onTestFinished(async () => {
    await kubectl('delete', 'mutatingwebhookconfiguration', name, '--ignore-not-found');
    server.closeAllConnections();
    server.close();
  });
  const webhook = {
    name: 'injector.example.org',
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    failurePolicy: 'Fail',
    clientConfig: {
      url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/mutate`,
      caBundle: cert.toString('base64'),
    },
    namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': namespace}},
    rules: [{apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments']}],
  };
  const configuration = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: {name},
    webhooks: [webhook],
  };
  await must(inject('kubectl'), ['create', '-f', '-'], {input: JSON.stringify(configuration)});
  // The API server takes a moment to call a new webhook.
  await new Promise((resolve) => setTimeout(resolve, 1500));
}
