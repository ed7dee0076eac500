import type {Api} from './api.ts';
import {asList, asObj, asText, isObj} from './json.ts';
import type {Json, Obj, Pointer} from './json.ts';

/** What the API server says of a kind: where it lives, and what its objects may hold. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** `api/v1` or `apis/GROUP/VERSION`. */
  readonly base: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly subresources: readonly string[];
  /** Absent where the server publishes none. */
  readonly schema?: Schema;
  /** Strategic merge patches are for the kinds that the server was built with. */
  readonly builtin: boolean;
}

/** A schema with its references resolved one level at a time, for they are recursive. */
export class Schema {
  readonly node: Obj;
  readonly #all: Obj;

  constructor(node: Json | undefined, all: Obj) {
    let here = asObj(node);
    let fallback: Json | undefined;
    for (;;) {
      const wrapped = asList(here['allOf'])[0];
      const ref = asText(here['$ref'] ?? asObj(wrapped)['$ref']);
      if (ref === '') break;
      fallback ??= here['default'];
      here = {...asObj(all[ref.slice('#/components/schemas/'.length)]), 'x-name': ref.slice(ref.lastIndexOf('/') + 1)};
    }
    this.node = fallback === undefined ? here : {...here, default: fallback};
    this.#all = all;
  }

  get name(): string {
    return asText(this.node['x-name']);
  }

  get properties(): readonly string[] {
    return Object.keys(asObj(this.node['properties']));
  }

  get isQuantity(): boolean {
    return this.name.endsWith('.Quantity');
  }

  get isIntOrString(): boolean {
    return this.node['format'] === 'int-or-string' || this.node['x-kubernetes-int-or-string'] === true;
  }

  /** A map with free keys, as labels are; its values' schema is `of`. */
  get isMap(): boolean {
    return this.properties.length === 0 && isObj(this.node['additionalProperties']);
  }

  get listType(): string {
    return asText(this.node['x-kubernetes-list-type']);
  }

  /** The fields that tell a list's items apart for a server-side apply; none for an atomic list. */
  get mapKeys(): readonly string[] {
    return this.listType === 'map' ? asList(this.node['x-kubernetes-list-map-keys']).map((key) => asText(key)) : [];
  }

  /** The one field by which a strategic merge patch finds an item; '' where it replaces the list. */
  get patchKey(): string {
    return this.node['x-kubernetes-patch-strategy'] === undefined
      ? ''
      : asText(this.node['x-kubernetes-patch-merge-key']);
  }

  get required(): readonly string[] {
    return asList(this.node['required']).map((key) => asText(key));
  }

  /** The schema one step down: of a field, of a map's value, of a list's item. */
  of(step: string): Schema | undefined {
    const {node} = this;
    const property = asObj(node['properties'])[step];
    if (property !== undefined) return new Schema(property, this.#all);
    if (isObj(node['additionalProperties'])) return new Schema(node['additionalProperties'], this.#all);
    return node['items'] === undefined ? undefined : new Schema(node['items'], this.#all);
  }

  get items(): Schema | undefined {
    return this.node['items'] === undefined ? undefined : new Schema(this.node['items'], this.#all);
  }

  down(pointer: Pointer): Schema | undefined {
    // oxlint-disable-next-line typescript/no-this-alias
    let here: Schema | undefined = this;
    for (const step of pointer) here = here?.of(step);
    return here;
  }
}

/** All kinds of the server, by `apiVersion/kind`, each with its schema from the OpenAPI v3 document of its group. */
export async function readKinds(api: Api): Promise<ReadonlyMap<string, Kind>> {
  const index = asObj((await api.get('openapi/v3'))['paths']);
  const kinds = new Map<string, Kind>();
  for (const base of Object.keys(index).filter((path) => /^(api\/v1|apis\/[^/]+\/[^/]+)$/.test(path))) {
    const url = asText(asObj(index[base])['serverRelativeURL']).replace(/^\//, '');
    // A group whose own server is away (an APIService without one) is listed and not served.
    const [document, resources] = await Promise.all([api.ask('GET', url), api.ask('GET', base)]);
    if (document.status !== 200 || resources.status !== 200) continue;
    const schemas = asObj(asObj(document.body['components'])['schemas']);
    const apiVersion = base === 'api/v1' ? 'v1' : base.slice('apis/'.length);
    const [group = '', version = ''] = apiVersion === 'v1' ? ['', 'v1'] : apiVersion.split('/');
    const list = asList(resources.body['resources']).map(asObj);
    for (const resource of list) {
      const plural = asText(resource['name']);
      const kind = asText(resource['kind']);
      if (plural.includes('/')) continue;
      const schema = Object.values(schemas).find((candidate) =>
        asList(asObj(candidate)['x-kubernetes-group-version-kind']).some((item) => {
          const gvk = asObj(item);
          return gvk['group'] === group && gvk['version'] === version && gvk['kind'] === kind;
        }),
      );
      kinds.set(`${apiVersion}/${kind}`, {
        apiVersion,
        kind,
        base,
        plural,
        namespaced: resource['namespaced'] === true,
        subresources: list
          .map((other) => asText(other['name']))
          .filter((name) => name.startsWith(`${plural}/`))
          .map((name) => name.slice(plural.length + 1)),
        builtin: !group.includes('.') || group.endsWith('.k8s.io'),
        ...(schema === undefined ? {} : {schema: new Schema(schema, schemas)}),
      });
    }
  }
  return kinds;
}
