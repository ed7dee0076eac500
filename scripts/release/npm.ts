import {committedFiles, PLUGIN_PARTS, within} from './files.ts';
import {readText, write} from './release.ts';
import type {Release} from './release.ts';
import {tarball} from './tar.ts';

/** The fields of package.json that concern whoever installs it. */
interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
}

/** What npm is told: no dependencies, for all is in the bundle, and nothing that runs when it is installed. */
export function npmManifest(own: OwnPackage, repository: string): object {
  const {name, version, description, license, engines} = own;
  return {
    name,
    version,
    description,
    license,
    keywords: ['helm', 'helm-plugin', 'kubernetes', 'drift', 'drift-detection'],
    homepage: `${repository}#readme`,
    bugs: `${repository}/issues`,
    repository: {type: 'git', url: `git+${repository}.git`},
    bin: {[name]: 'dist/helm-drift.cjs'},
    engines,
    publishConfig: {access: 'public', provenance: true},
  };
}

/** `helm-drift-npm-VERSION.tgz`, which `npm publish` takes: the name that npm would give it is the chart's. */
export function writeNpmPackage(release: Release): void {
  const own = JSON.parse(readText('package.json')) as OwnPackage;
  const manifest = `${JSON.stringify(npmManifest(own, release.repository), undefined, 2)}\n`;
  const files = [...committedFiles(PLUGIN_PARTS), {path: 'package.json', content: Buffer.from(manifest), mode: 0o644}];
  write(release, `${own.name}-npm-${release.version}.tgz`, tarball(within('package', files), release.time));
}
