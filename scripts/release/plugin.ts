import {join} from 'node:path';
import {committedFiles, PLUGIN_PARTS, within} from './files.ts';
import {pluginLayers, writeArtifact} from './oci.ts';
import {annotationsOf, readText, write} from './release.ts';
import type {Release} from './release.ts';
import {provenanceText} from './sign.ts';
import {tarball} from './tar.ts';

/**
 * The plugin in the three forms that Helm installs: in a folder and signed (Helm 4, by HTTP or from a disk), the same in an OCI
 * layout (Helm 4, from a registry), and flat (Helm 3, by HTTP).
 */
export function writePlugin(release: Release): void {
  const {version, time, out, signer} = release;
  const files = committedFiles(PLUGIN_PARTS);
  const name = `drift-${version}.tgz`;
  const nested = tarball(within('drift', files), time);
  const prov = signer.clearSigned(provenanceText(readText('plugin.yaml'), name, nested));
  write(release, name, nested);
  write(release, `${name}.prov`, prov);
  write(release, `drift-${version}.tar.gz`, tarball(files, time));
  writeArtifact(
    // Helm looks in a repository for a layer of the repository's own name.
    join(out, 'oci', 'drift'),
    {tag: version, annotations: annotationsOf(release, 'drift'), layers: pluginLayers(name, nested, prov)},
    {artifactType: 'application/vnd.helm.plugin.v1+json'},
  );
}
