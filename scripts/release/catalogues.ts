import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {writeYaml} from '../../src/yaml/write.ts';
import {write} from './release.ts';
import type {Release} from './release.ts';

/** A file of a release, where it will be found, and what it is. */
interface Asset {
  readonly url: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

const SHORT = 'Compare Helm releases with the live cluster';
const NEEDS = 'It needs Node.js 20.19 or newer on PATH.';

/** For `kubectl krew install helm-drift`: the flat archive, in which the script runs by itself. */
export function krewManifest(version: string, homepage: string, {url, sha256}: Asset): string {
  return writeYaml({
    apiVersion: 'krew.googlecontainertools.github.com/v1alpha2',
    kind: 'Plugin',
    metadata: {
      name: 'helm-drift',
      annotations: {
        'artifacthub.io/category': 'monitoring-logging',
        'artifacthub.io/keywords': '- helm\n- drift\n',
        'artifacthub.io/license': 'Apache-2.0',
      },
    },
    spec: {
      version: `v${version}`,
      homepage,
      shortDescription: SHORT,
      description: 'What a Helm release promised, what the cluster holds, who changed it, and a safe way back.\n',
      caveats: `${NEEDS}\n`,
      platforms: [
        {
          selector: {matchExpressions: [{key: 'os', operator: 'In', values: ['linux', 'darwin']}]},
          uri: url,
          sha256,
          bin: 'dist/helm-drift.cjs',
        },
      ],
    },
  });
}

/** For a tap of Homebrew: the npm package, with Homebrew's own Node. */
export function brewFormula(homepage: string, {url, sha256}: Asset): string {
  return `class HelmDrift < Formula
  desc "${SHORT}"
  homepage "${homepage}"
  url "${url}"
  sha256 "${sha256}"
  license "Apache-2.0"

  depends_on "node"

  def install
    libexec.install Dir["*"]
    (bin/"helm-drift").write_env_script libexec/"dist/helm-drift.cjs", PATH: "#{Formula["node"].opt_bin}:$PATH"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/helm-drift --version")
  end
end
`;
}

/** `helm-drift.yaml` for krew and `helm-drift.rb` for Homebrew: they name files of the release that are there already. */
export function writeCatalogues(release: Release): void {
  const {version, repository, out} = release;
  const asset = (file: string): Asset => ({
    url: `${repository}/releases/download/v${version}/${file}`,
    sha256: createHash('sha256')
      .update(readFileSync(join(out, file)))
      .digest('hex'),
  });
  write(release, 'helm-drift.yaml', krewManifest(version, repository, asset(`drift-${version}.tar.gz`)));
  write(release, 'helm-drift.rb', brewFormula(repository, asset(`helm-drift-npm-${version}.tgz`)));
}
