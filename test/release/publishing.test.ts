import {spawnSync} from 'node:child_process';
import {chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {load} from 'js-yaml';
import {beforeAll, expect, onTestFinished, test} from 'vitest';
import {writeCharts} from '../../scripts/release/charts.ts';
import {ociLayout} from '../../scripts/release/oci.ts';
import {writePlugin} from '../../scripts/release/plugin.ts';
import type {Release} from '../../scripts/release/release.ts';

/** The scripts of the release workflow, with programs that note what they are told in the place of those that publish. */
const {jobs} = load(readFileSync('.github/workflows/release.yml', 'utf8')) as {
  jobs: Record<string, {steps: readonly {run?: string; name?: string}[]}>;
};
const scriptOf = (job: string, part: string): string =>
  jobs[job]?.steps.find(({run}) => run?.includes(part) === true)?.run ?? '';

const CHARTS = ['helm-drift', 'nginx'] as const;
const made = mkdtempSync(join(tmpdir(), 'helm-drift-publishing-'));

beforeAll(() => {
  const out = join(made, 'release');
  mkdirSync(out);
  const none = Buffer.alloc(0);
  const signer = {clearSigned: (text: string) => Buffer.from(text), publicKey: none, keyring: none, fingerprint: 'F'};
  const release: Release = {version: '9.9.9', commit: 'abc', time: 1_795_000_000, repository: 'https://x', out, signer};
  writePlugin(release);
  writeCharts(release);
  const image = ociLayout(join(out, 'oci', 'image'));
  image.index({'9.9.9': image.json({schemaVersion: 2, manifests: []}, 'application/vnd.oci.image.index.v1+json')});
  writeFileSync(join(out, 'NOTES.md'), 'notes');
  return () => rmSync(made, {recursive: true, force: true});
});

function ran(script: string, env: Readonly<Record<string, string>>, programs: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'helm-drift-job-'));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  cpSync(made, folder, {recursive: true});
  cpSync('package.json', join(folder, 'package.json'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of programs) {
    const file = join(bin, name);
    writeFileSync(
      file,
      `#!/bin/sh\necho "${name} $*" >>"${folder}/calls"\ncase "$1" in resolve) echo sha256:of-$2 ;; login) cat >"${folder}/password" ;; esac\n`,
    );
    chmodSync(file, 0o755);
  }
  const {status, stdout, stderr} = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {PATH: `${bin}:${process.env['PATH']}`, GITHUB_OUTPUT: join(folder, 'output'), ...env},
  });
  const read = (file: string): string => {
    try {
      return readFileSync(join(folder, file), 'utf8');
    } catch {
      return '';
    }
  };
  return {status, stdout, stderr, calls: read('calls').trim().split('\n'), password: read('password')};
}

test('plugin, charts and image go where Helm looks for them, each signed by its digest', () => {
  const env = {GITHUB_TOKEN: 'secret', GITHUB_ACTOR: 'ann', OWNER: 'Octo'};
  const {status, stderr, calls, password} = ran(scriptOf('registry', 'cosign sign'), env, ['oras', 'cosign']);
  expect({status, stderr}).toEqual({status: 0, stderr: ''});
  expect(password).toBe('secret');
  const sent = (layout: string, tag: string, to: string): string[] => [
    `oras cp --from-oci-layout release/oci/${layout}:${tag} ghcr.io/octo/${to}:${tag}`,
    `oras resolve ghcr.io/octo/${to}:${tag}`,
    `cosign sign --yes ghcr.io/octo/${to}@sha256:of-ghcr.io/octo/${to}:${tag}`,
  ];
  for (const line of [...sent('drift', '9.9.9', 'drift'), ...sent('image', '9.9.9', 'helm-drift')])
    expect(calls).toContain(line);
  for (const chart of CHARTS) for (const line of sent(chart, '0.1.0', `charts/${chart}`)) expect(calls).toContain(line);
  // The hub reads its file of a chart's repository, by a tag of its own.
  expect(calls.filter((line) => line.includes(':artifacthub.io'))).toEqual(
    CHARTS.map(
      (chart) =>
        `oras push ghcr.io/octo/charts/${chart}:artifacthub.io --config /dev/null:application/vnd.cncf.artifacthub.config.v1+yaml artifacthub-repo.yml:application/vnd.cncf.artifacthub.repository-metadata.layer.v1.yaml`,
    ),
  );
  expect(calls.join('\n')).not.toContain('secret');
});

test('a tag that is not the version makes nothing', () => {
  const script = scriptOf('make', 'npm run -s release');
  const {status, stdout, calls} = ran(script, {TAG: 'v9.9.9', SIGNING_KEY: 'k', REPOSITORY: 'https://x'}, [
    'gpg',
    'npm',
  ]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^::error::the tag is v9\.9\.9, and package\.json says \d+\.\d+\.\d+\n$/);
  expect(calls).toEqual(['']);
});

test('all files but the notes are attached to the release of the tag', () => {
  const {status, calls} = ran(scriptOf('github', 'gh release create'), {TAG: 'v9.9.9'}, ['gh']);
  expect(status).toBe(0);
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatch(
    /^gh release create v9\.9\.9 --verify-tag --title v9\.9\.9 --notes-file release\/NOTES\.md /,
  );
  const attached = calls[0]?.split(' ').slice(9).toSorted();
  const charts = CHARTS.flatMap((chart) => [`${chart}-0.1.0.tgz`, `${chart}-0.1.0.tgz.prov`]);
  expect(attached).toEqual(
    ['drift-9.9.9.tar.gz', 'drift-9.9.9.tgz', 'drift-9.9.9.tgz.prov', ...charts].map((file) => `release/${file}`),
  );
});
