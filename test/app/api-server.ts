import {writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';

/** A kind that the scripted server serves. */
export interface ServedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

export interface ApiServer {
  readonly url: string;
  readonly kinds: ServedKind[];
  /** Objects by path: `/api/v1/namespaces/shop/services/web`. */
  readonly objects: Map<string, object>;
  /** Every request, as `GET /version`. */
  readonly requests: string[];
  close(): void;
  /** Answers everything with this status from now on. */
  refuse(status: number): void;
  /** Open connections now. */
  sockets(): number;
  /** A kubeconfig of this server in a folder. */
  kubeconfig(folder: string): string;
}

const CORE: readonly ServedKind[] = [
  {group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false},
  {group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true},
  {group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true},
  {group: '', version: 'v1', kind: 'Service', plural: 'services', namespaced: true},
];

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** A loopback server that answers discovery, GETs and LISTs out of memory. */
export async function startApiServer(): Promise<ApiServer> {
  const kinds = [...CORE];
  const objects = new Map<string, object>();
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let refused: number | undefined;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (refused !== undefined) {
      response.writeHead(refused, {'content-type': 'application/json'});
      response.end(JSON.stringify({kind: 'Status', code: refused, message: 'refused'}));
      return;
    }
    answer(request, response, {kinds, objects});
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    close() {
      server.closeAllConnections();
      server.close();
    },
    url,
    kinds,
    objects,
    requests,
    refuse: (status) => void (refused = status),
    sockets: () => sockets.size,
    kubeconfig(folder) {
      const file = join(folder, 'kubeconfig');
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'scripted',
        clusters: [{name: 'scripted', cluster: {server: url}}],
        users: [{name: 'scripted', user: {}}],
        contexts: [{name: 'scripted', context: {cluster: 'scripted', user: 'scripted', namespace: 'shop'}}],
      };
      writeFileSync(file, JSON.stringify(config));
      return file;
    },
  };
}

type World = Pick<ApiServer, 'kinds' | 'objects'>;

function answer(request: IncomingMessage, response: ServerResponse, world: World): void {
  const {pathname, searchParams} = new URL(request.url ?? '/', 'http://x');
  const reply = (status: number, body: object): void => {
    response.writeHead(status, {'content-type': 'application/json'});
    response.end(JSON.stringify(body));
  };
  if (pathname === '/version') return reply(200, {gitVersion: 'v1.37.2'});
  if (pathname === '/api' || pathname === '/apis') return reply(200, discovery(pathname, world));
  if (pathname === '/openapi/v3') return reply(200, {paths: {}});
  const found = world.objects.get(pathname);
  if (found !== undefined) return reply(200, found);
  const own = pathname.replace(/\/namespaces\/[^/]+(?=\/)/, '').split('/');
  const kind = world.kinds.find(({plural}) => own.slice(-2).includes(plural));
  if (kind === undefined) return reply(404, {kind: 'Status', code: 404, message: 'not found'});
  if (pathname.endsWith(`/${kind.plural}`)) {
    const namespace = /\/namespaces\/([^/]+)\/[^/]+$/.exec(pathname)?.[1];
    const items = [...world.objects]
      .filter(([path]) => path.includes(`/${kind.plural}/`) && isIn(path, namespace))
      .map(([, object]) => object)
      .filter((object) => isLabelled(object, searchParams.get('labelSelector')));
    return reply(200, {kind: `${kind.kind}List`, metadata: {}, items});
  }
  const name = pathname.split('/').at(-1);
  reply(404, {kind: 'Status', code: 404, message: `${kind.plural} "${name}" not found`, details: {name}});
}

function isIn(path: string, namespace: string | undefined): boolean {
  return namespace === undefined || path.includes(`/namespaces/${namespace}/`);
}

function isLabelled(object: object, selector: string | null): boolean {
  const {labels = {}} = (object as {metadata: {labels?: Record<string, string>}}).metadata;
  return (selector ?? '')
    .split(',')
    .filter((part) => part !== '')
    .every((part) => {
      const [name = '', value] = part.split('=');
      return labels[name] === value;
    });
}

function discovery(path: string, {kinds}: World): object {
  const groups = new Map<string, ServedKind[]>();
  for (const kind of kinds)
    if ((kind.group === '') === (path === '/api')) groups.set(kind.group, [...(groups.get(kind.group) ?? []), kind]);
  const items = [...groups].map(([group, served]) => ({
    metadata: {name: group},
    versions: [...new Set(served.map(({version}) => version))].map((version) => ({
      version,
      resources: served
        .filter((kind) => kind.version === version)
        .map(({kind, plural, namespaced}) => ({
          resource: plural,
          responseKind: {group, version, kind},
          scope: namespaced ? 'Namespaced' : 'Cluster',
          verbs: VERBS,
        })),
    })),
  }));
  return {kind: 'APIGroupDiscoveryList', items};
}

/** Puts a release's record and its objects there, as Helm would. */
export function installed(server: ApiServer, name: string, namespace: string, objects: readonly StoredObject[]): void {
  const manifest = objects.map(({object}) => `---\n${JSON.stringify(object)}\n`).join('');
  const release = {name, namespace, version: 1, info: {status: 'deployed'}, manifest, apply_method: 'ssa', chart: {}};
  const packed = gzipSync(JSON.stringify(release)).toString('base64');
  const record = `sh.helm.release.v1.${name}.v1`;
  server.objects.set(`/api/v1/namespaces/${namespace}/secrets/${record}`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: record,
      namespace,
      uid: `${namespace}-${name}`,
      labels: {owner: 'helm', name, version: '1', status: 'deployed'},
      managedFields: [
        {
          manager: 'helm',
          operation: 'Update',
          fieldsV1: {'f:data': {'f:release': {}}, 'f:metadata': {'f:labels': {'f:owner': {}, 'f:status': {}}}},
        },
      ],
    },
    data: {release: Buffer.from(packed).toString('base64')},
  });
  for (const {path, object} of objects) server.objects.set(path, live(object, name, namespace));
}

export interface StoredObject {
  readonly path: string;
  readonly object: {readonly metadata: {readonly name: string}} & Record<string, unknown>;
}

function live(object: StoredObject['object'], release: string, namespace: string): object {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      namespace,
      uid: `${namespace}-${String(object['kind'])}-${object.metadata.name}`,
      resourceVersion: '7',
      labels: {'app.kubernetes.io/managed-by': 'Helm'},
      annotations: {'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace},
      managedFields: [
        {
          manager: 'helm',
          operation: 'Apply',
          apiVersion: 'v1',
          time: '2026-01-01T00:00:00Z',
          fieldsType: 'FieldsV1',
          fieldsV1: {},
        },
      ],
    },
  };
}

export function configMap(name: string, namespace: string, data: Record<string, string>): StoredObject {
  return {
    path: `/api/v1/namespaces/${namespace}/configmaps/${name}`,
    object: {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name}, data},
  };
}

export function secret(name: string, namespace: string, data: Record<string, string>): StoredObject {
  const encoded = Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  return {
    path: `/api/v1/namespaces/${namespace}/secrets/${name}`,
    object: {apiVersion: 'v1', kind: 'Secret', metadata: {name}, data: Object.fromEntries(encoded) as object},
  };
}
