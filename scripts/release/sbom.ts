import {createHash} from 'node:crypto';
import {sha256} from './oci.ts';
import {readText, write} from './release.ts';
import type {Release} from './release.ts';

/** A part of what is shipped. */
export interface Component {
  readonly name: string;
  readonly version: string;
  /** As an SPDX expression. */
  readonly licence: string;
  /** Its package URL. */
  readonly purl: string;
}

const SEPARATOR = '-'.repeat(80);
const HEADING = /^(\S+) (\S+) \((.+)\)$/;

/** What the notices beside the bundle name: the build makes them of what is in it. */
export function bundledComponents(notices: string): readonly Component[] {
  const headings = notices
    .split(`\n${SEPARATOR}\n\n`)
    .slice(1)
    .flatMap((part) => (part.split('\n\n', 1)[0] ?? '').split('\n'));
  return headings.map((heading) => {
    const [, name, version, licence] = HEADING.exec(heading) ?? [];
    if (name === undefined || version === undefined || licence === undefined)
      throw new Error(`a heading of the notices that says no package: ${heading}`);
    return {name, version, licence, purl: `pkg:npm/${name.replace('@', '%40')}@${version}`};
  });
}

export interface Shipped extends Component {
  readonly type: 'application' | 'container';
  /** Of the file, or of the image's manifest: 64 hexadecimal digits. */
  readonly sha256: string;
  /** In seconds since 1970. */
  readonly time: number;
}

/** A bill of materials in CycloneDX 1.6. Its serial number is one of its content, so that the same content makes the same file. */
export function sbomOf(shipped: Shipped, components: readonly Component[]): object {
  const parts = components.toSorted((a, b) => (a.purl < b.purl ? -1 : 1));
  const content = createHash('sha256')
    .update(JSON.stringify([shipped, parts]))
    .digest('hex');
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(content)}`,
    version: 1,
    metadata: {
      timestamp: new Date(shipped.time * 1000).toISOString(),
      component: {
        ...described(shipped, shipped.type),
        hashes: [{alg: 'SHA-256', content: shipped.sha256}],
      },
    },
    components: parts.map((part) => described(part, 'library')),
    dependencies: [
      {ref: shipped.purl, dependsOn: parts.map(({purl}) => purl)},
      ...parts.map(({purl}) => ({ref: purl})),
    ],
  };
}

function described({name, version, licence, purl}: Component, type: string): object {
  const license = /^[\w.+-]+$/.test(licence) ? {license: {id: licence}} : {expression: licence};
  return {type, 'bom-ref': purl, name, version, licenses: [license], purl};
}

/** RFC 9562's version 8: a UUID of one's own making. */
function uuidOf(hex: string): string {
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** `sbom.cdx.json`: what is in the bundle, which is the same in every form of the plugin. */
export function writeSbom(release: Release): void {
  const {version, time} = release;
  const digest = sha256(Buffer.from(readText('dist/helm-drift.cjs')));
  const shipped = {
    type: 'application',
    name: 'helm-drift',
    version,
    licence: 'Apache-2.0',
    purl: `pkg:npm/helm-drift@${version}`,
    sha256: digest.slice('sha256:'.length),
    time,
  } as const;
  const sbom = sbomOf(shipped, bundledComponents(readText('dist/THIRD-PARTY-NOTICES.txt')));
  write(release, 'sbom.cdx.json', `${JSON.stringify(sbom, undefined, 2)}\n`);
}
