import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {load} from 'js-yaml';
import {committedFiles, within} from './files.ts';
import {chartLayers, writeArtifact} from './oci.ts';
import {annotationsOf, readText, write} from './release.ts';
import type {Release} from './release.ts';
import {provenanceText} from './sign.ts';
import {tarball} from './tar.ts';

/** Every chart of charts/: an archive with its provenance, and the same in an OCI layout. */
export function writeCharts(release: Release): void {
  for (const chart of readdirSync('charts').toSorted()) writeChart(release, chart);
}

function writeChart(release: Release, chart: string): void {
  const {time, out, signer} = release;
  const folder = `charts/${chart}/`;
  const metadata = readText(`${folder}Chart.yaml`);
  const about = load(metadata) as {readonly name: string; readonly version: string};
  const files = committedFiles([folder]).map((file) => ({...file, path: file.path.slice(folder.length)}));
  const name = `${about.name}-${about.version}.tgz`;
  const archive = tarball(within(about.name, files), time);
  const prov = signer.clearSigned(provenanceText(metadata, name, archive));
  write(release, name, archive);
  write(release, `${name}.prov`, prov);
  writeArtifact(
    join(out, 'oci', about.name),
    {
      tag: about.version,
      annotations: {
        ...annotationsOf(release, about.name),
        'org.opencontainers.image.version': about.version,
      },
      layers: chartLayers(archive, prov),
    },
    {configType: 'application/vnd.cncf.helm.config.v1+json', config: about},
  );
}
