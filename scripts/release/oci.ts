import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Readonly<Record<string, string>>;
  readonly artifactType?: string;
}

export const sha256 = (content: Buffer): string => `sha256:${createHash('sha256').update(content).digest('hex')}`;

export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
export const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json';

/** An OCI image layout that is being written: blobs first, then the manifests that name them, last what the index names. */
export interface Layout {
  readonly blob: (content: Buffer, mediaType: string, more?: Partial<Descriptor>) => Descriptor;
  readonly json: (content: object, mediaType: string, more?: Partial<Descriptor>) => Descriptor;
  /** Ends it: `manifests` by their tags. */
  readonly index: (manifests: Readonly<Record<string, Descriptor>>) => void;
}

export function ociLayout(folder: string): Layout {
  const blobs = join(folder, 'blobs', 'sha256');
  mkdirSync(blobs, {recursive: true});
  const blob: Layout['blob'] = (content, mediaType, more = {}) => {
    const digest = sha256(content);
    writeFileSync(join(blobs, digest.slice('sha256:'.length)), content);
    return {mediaType, digest, size: content.length, ...more};
  };
  return {
    blob,
    json: (content, mediaType, more) => blob(Buffer.from(JSON.stringify(content)), mediaType, more),
    index: (manifests) => {
      const named = Object.entries(manifests).map(([tag, descriptor]) => ({
        ...descriptor,
        annotations: {...descriptor.annotations, 'org.opencontainers.image.ref.name': tag},
      }));
      const index = {schemaVersion: 2, mediaType: INDEX_TYPE, manifests: named};
      writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
      writeFileSync(join(folder, 'oci-layout'), JSON.stringify({imageLayoutVersion: '1.0.0'}));
    },
  };
}

export interface Artifact {
  readonly tag: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly layers: readonly {
    readonly content: Buffer;
    readonly mediaType: string;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
}

const titled = (title: string): Readonly<Record<string, string>> => ({'org.opencontainers.image.title': title});

/** A plugin as Helm 4 installs it from a registry: it looks for layers by their titles, and skips others. */
export function pluginLayers(name: string, tgz: Buffer, prov: Buffer): Artifact['layers'] {
  const layer = 'application/vnd.oci.image.layer.v1.tar';
  return [
    {content: tgz, mediaType: `${layer}+gzip`, annotations: titled(name)},
    {content: prov, mediaType: layer, annotations: titled(`${name}.prov`)},
  ];
}

/** A chart as both Helms push it. */
export function chartLayers(tgz: Buffer, prov: Buffer): Artifact['layers'] {
  return [
    {content: tgz, mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip'},
    {content: prov, mediaType: 'application/vnd.cncf.helm.chart.provenance.v1.prov'},
  ];
}

/** Writes a layout with one artifact. `config` is what a chart says of itself; a plugin has a type, and an empty one. */
export function writeArtifact(
  folder: string,
  {tag, annotations, layers}: Artifact,
  kind: {readonly artifactType: string} | {readonly configType: string; readonly config: object},
): void {
  const layout = ociLayout(folder);
  const config = 'config' in kind ? layout.json(kind.config, kind.configType) : layout.json({}, EMPTY_TYPE);
  const manifest = layout.json(
    {
      schemaVersion: 2,
      mediaType: MANIFEST_TYPE,
      ...('artifactType' in kind ? {artifactType: kind.artifactType} : {}),
      config,
      layers: layers.map(({content, mediaType, annotations: of}) =>
        layout.blob(content, mediaType, of === undefined ? {} : {annotations: of}),
      ),
      annotations,
    },
    MANIFEST_TYPE,
  );
  layout.index({[tag]: manifest});
}
