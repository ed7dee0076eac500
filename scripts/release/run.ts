import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync} from 'node:fs';
import {describeError} from '../../src/app/errors.ts';
import {UserError} from '../../src/model/errors.ts';
import {isUnregistered} from './artifact-hub.ts';
import {writeCatalogues} from './catalogues.ts';
import {writeCharts} from './charts.ts';
import {notesOf} from './notes.ts';
import {writeImage} from './image.ts';
import {writeNpmPackage} from './npm.ts';
import {writePlugin} from './plugin.ts';
import {readText, write} from './release.ts';
import type {Release} from './release.ts';
import {requestOf} from './request.ts';
import {writeSbom} from './sbom.ts';
import {signerOf, withThrowAwayKey} from './sign.ts';
import {sumsOf} from './sums.ts';
import {disagreements, namedVersions} from './version.ts';

/**
 * `npm run release -- --dry-run`: everything that is published of a version, in the folder release/. It publishes nothing: who
 * holds the key does. With `--key` it is signed for good, and the version needs its date in the CHANGELOG.
 */
async function main(): Promise<void> {
  const {key, repository} = requestOf(process.argv.slice(2));
  const {version} = JSON.parse(readText('package.json')) as {readonly version: string};
  const wrong = disagreements(version, namedVersions(readText));
  if (wrong.length > 0) throw new UserError(wrong.join('; '), 'Let all of them say the same.');
  const notes = notesOf(readText('CHANGELOG.md'), version);
  if (key !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(notes.when))
    throw new UserError(`CHANGELOG.md has no date for ${version}`, `Write "## ${version} (YYYY-MM-DD)".`);
  const changed = git('status', '--porcelain');
  if (changed !== '')
    throw new UserError(
      `the tree has changes that are not committed: ${changed.replaceAll('\n', ', ')}`,
      'Commit them or take them away.',
    );

  const about = {
    version,
    commit: git('rev-parse', 'HEAD'),
    time: Number(git('log', '-1', '--format=%ct')),
    repository,
    out: 'release',
  };
  const make = (signer: Release['signer']): Promise<void> => writeRelease({...about, signer}, notes.text);
  if (key === undefined) await withThrowAwayKey(make);
  else await make(signerOf(key));
}

async function writeRelease(release: Release, notes: string): Promise<void> {
  const {out, signer} = release;
  rmSync(out, {recursive: true, force: true});
  mkdirSync(out);
  say('plugin');
  writePlugin(release);
  say('charts');
  writeCharts(release);
  say('npm package, manifests of krew and Homebrew');
  writeNpmPackage(release);
  writeCatalogues(release);
  say('image');
  await writeImage(release, {env: process.env, onProgress: say});
  say('bill of materials, notes, sums');
  writeSbom(release);
  write(release, 'NOTES.md', notes);
  write(release, 'public-key.asc', signer.publicKey);
  const sums = sumsOf(out);
  write(release, 'SHA256SUMS', sums);
  write(release, 'SHA256SUMS.asc', signer.clearSigned(sums));
  if (isUnregistered(readText('artifacthub-repo.yml')))
    say(
      'artifacthub-repo.yml names no repository yet: register it on artifacthub.io, and write down what it is given.',
    );
  say(`done: ${out}/, signed by ${signer.fingerprint}. Nothing was published.`);
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);
const git = (...args: readonly string[]): string => execFileSync('git', [...args], {encoding: 'utf8'}).trim();

try {
  await main();
} catch (error) {
  process.stderr.write(describeError(error, false));
  process.exitCode = 1;
}
