import {execFileSync} from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {beforeAll, describe, expect, onTestFinished, test, vi} from 'vitest';
import {exportTree} from '../../src/git/git.ts';
import {thrownBy} from '../kube/fakes.ts';

const ENV = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@b',
};

function folder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'helm-drift-git-test-')));
}

let repository = '';
let first = '';
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', repository, ...args], {env: ENV, encoding: 'utf8'}).trim();

beforeAll(() => {
  repository = folder();
  git('init', '--quiet', '--initial-branch=main');
  mkdirSync(join(repository, 'charts/web'), {recursive: true});
  writeFileSync(join(repository, 'charts/web/values.yaml'), 'replicas: 1\n');
  writeFileSync(join(repository, 'common.yaml'), 'a: 1\n');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  first = git('rev-parse', 'HEAD');
  git('tag', 'v1');
  writeFileSync(join(repository, 'charts/web/values.yaml'), 'replicas: 2\n');
  git('commit', '--quiet', '-am', 'two');
  writeFileSync(join(repository, 'charts/web/values.yaml'), 'replicas: 3\n');
  writeFileSync(join(repository, 'staged.yaml'), 'new: 1\n');
  git('add', 'staged.yaml');
  return () => rmSync(repository, {recursive: true, force: true});
});

async function exported(path: string, ref: string) {
  const tree = await exportTree(path, ref, ENV);
  onTestFinished(() => tree.remove());
  return tree;
}

describe('a tree as of a commit', () => {
  test.each([
    ['a tag', 'v1', 'replicas: 1\n'],
    ['a branch', 'main', 'replicas: 2\n'],
    ['an expression', 'main~1', 'replicas: 1\n'],
  ])('is written out whole by %s', async (_what, ref, text) => {
    const chart = join(repository, 'charts/web');
    const tree = await exported(chart, ref);
    expect(tree.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(readFileSync(tree.at(join(chart, 'values.yaml')), 'utf8')).toBe(text);
    expect(readFileSync(tree.at(join(repository, 'common.yaml')), 'utf8')).toBe('a: 1\n');
    expect(existsSync(tree.at(join(repository, 'staged.yaml')))).toBe(false);
  });

  test('leaves the user’s index and working tree alone', async () => {
    const before = git('status', '--porcelain');
    expect(before).toContain('A  staged.yaml');
    await exported(repository, first);
    expect(git('status', '--porcelain')).toBe(before);
    expect(readFileSync(join(repository, 'charts/web/values.yaml'), 'utf8')).toBe('replicas: 3\n');
  });

  test('is found from a path that is gone from the working tree', async () => {
    const tree = await exported(join(repository, 'charts/gone/deep'), first);
    expect(tree.commit).toBe(first);
  });

  test('is meant too by a path through a link, and by a name that begins with dots', async () => {
    const link = join(folder(), 'link');
    onTestFinished(() => rmSync(join(link, '..'), {recursive: true, force: true}));
    symlinkSync(repository, link);
    const tree = await exported(join(link, 'charts/web'), first);
    expect(readFileSync(tree.at(join(link, 'charts/web/values.yaml')), 'utf8')).toBe('replicas: 1\n');
    expect(tree.at(join(link, 'charts/gone.yaml'))).toBe(tree.at(join(repository, 'charts/gone.yaml')));
    expect(tree.at(join(repository, '..values.yaml'))).toBe(join(tree.at(repository), '..values.yaml'));
  });

  test('leaves paths outside as they are, and is gone once it is removed', async () => {
    const tree = await exportTree(repository, first, ENV);
    expect(tree.at('/etc/values.yaml')).toBe('/etc/values.yaml');
    const file = tree.at(join(repository, 'common.yaml'));
    expect(existsSync(file)).toBe(true);
    await tree.remove();
    expect(existsSync(file)).toBe(false);
  });
});

describe('what git refuses', () => {
  test.each([
    ['a commit that is not there', 'no-such-branch'],
    ['a file', 'main:common.yaml'],
    ['an option', '--all'],
  ])('%s', async (_what, ref) => {
    expect(await thrownBy(exportTree(repository, ref, ENV))).toMatchObject({
      name: 'UserError',
      message: `Git knows no commit "${ref}" in ${repository}`,
    });
  });

  test('a folder without a repository', async () => {
    const path = folder();
    onTestFinished(() => rmSync(path, {recursive: true, force: true}));
    expect((await thrownBy(exportTree(path, 'main', ENV))).message).toBe(`${path} is in no Git repository`);
  });

  test('a commit whose files are missing, in git’s own words, and nothing is left of it', async () => {
    const blob = git('rev-parse', 'v1:common.yaml');
    const file = join(repository, '.git/objects', blob.slice(0, 2), blob.slice(2));
    const bytes = readFileSync(file);
    rmSync(file, {force: true});
    try {
      const temporary = folder();
      vi.stubEnv('TMPDIR', temporary);
      const error = await thrownBy(exportTree(repository, 'v1', ENV));
      expect(error.message).toMatch(/^git cannot write out v1: error: .*unable to read/);
      expect(execFileSync('ls', [temporary], {encoding: 'utf8'})).toBe('');
      rmSync(temporary, {recursive: true});
    } finally {
      vi.unstubAllEnvs();
      writeFileSync(file, bytes);
    }
  });

  test('everything, where there is no git', async () => {
    const error = await thrownBy(exportTree(repository, 'main', {...ENV, PATH: '/nowhere'}));
    expect(error.message).toBe('git is not on PATH');
  });
});

describe('a repository that somebody else made runs nothing', () => {
  /** Each would leave a file behind. */
  const trap = (name: string): {readonly ran: () => boolean; readonly command: string} => {
    const place = mkdtempSync(join(tmpdir(), 'helm-drift-git-trap-'));
    const file = join(place, name);
    onTestFinished(() => rmSync(place, {recursive: true, force: true}));
    return {ran: () => existsSync(file), command: `sh -c 'touch ${file}; cat'`};
  };

  test('no filter of its configuration', async () => {
    const {ran, command} = trap('filter');
    writeFileSync(join(repository, '.gitattributes'), '* filter=own.ed\n');
    git('add', '.gitattributes');
    git('commit', '--quiet', '-m', 'filtered');
    git('config', 'filter.own.ed.smudge', command);
    git('config', 'filter.own.ed.required', 'true');
    onTestFinished(() => void git('reset', '--quiet', '--hard', 'HEAD~1'));
    onTestFinished(() => void git('config', '--remove-section', 'filter.own.ed'));
    const tree = await exported(repository, 'HEAD');
    expect(readFileSync(join(tree.at(repository), 'common.yaml'), 'utf8')).toBe('a: 1\n');
    expect(ran()).toBe(false);
  });

  test('nothing of a bare repository among its files', async () => {
    const {ran, command} = trap('fsmonitor');
    const bare = join(repository, 'charts/bare');
    mkdirSync(bare);
    onTestFinished(() => rmSync(bare, {recursive: true, force: true}));
    execFileSync('git', ['init', '--quiet', '--bare', bare], {env: ENV});
    writeFileSync(
      join(bare, 'config'),
      `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ${bare}\n\tfsmonitor = "${command.replaceAll('"', '\\"')}"\n`,
    );
    const tree = await exported(bare, first);
    expect(tree.commit).toBe(first);
    expect(ran()).toBe(false);
  });
});
