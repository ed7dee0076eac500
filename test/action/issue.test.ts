import {describe, expect, test} from 'vitest';
import {githubIssues} from '../../src/action/github-api.ts';
import {issueKey, keepIssue} from '../../src/action/issue.ts';
import type {Kept, Outcome} from '../../src/action/issue.ts';
import {githubServer, storedIssue} from './github-server.ts';
import type {GithubServer} from './github-server.ts';

const RUNNER = 'github-actions[bot]';
const KEY = issueKey(['drift.yml', 'drift', 'web']);
const DRIFT: Kept = {
  key: KEY,
  digest: 'a'.repeat(64),
  state: 'variance-detected',
  title: 'Variance detected: 4 in 2 objects (web in shop)',
  report: '### web\n\n| `a` | `b` |\n',
  run: 'https://github.test/octo/shop/actions/runs/1',
  label: 'helm-drift',
  author: RUNNER,
};
const CLEAN: Kept = {...DRIFT, digest: 'c'.repeat(64), state: 'in-contract', title: 'In contract', report: '### ok\n'};
const UNSEEN: Kept = {...DRIFT, digest: 'd'.repeat(64), state: 'incomplete', title: 'Incomplete'};

const keep = (github: GithubServer, kept: Kept): Promise<Outcome> =>
  keepIssue(githubIssues({base: github.base, repository: 'octo/shop', token: 't', fetch, pause: async () => {}}), kept);
const bodyOf = (kept: Kept): string => `<!-- helm-drift key=${kept.key} digest=${kept.digest} -->\n\ntext`;
const open = (github: GithubServer): number[] =>
  github.issues.filter(({state}) => state === 'open').map(({number}) => number);
const writes = ({asked}: GithubServer): string[] => asked.filter((line) => !line.startsWith('GET'));

describe('one issue', () => {
  test('is opened, kept, updated, closed, and opened anew', async () => {
    const github = await githubServer();
    expect(await keep(github, DRIFT)).toEqual({did: 'opened', url: github.issues[0]?.html_url});
    expect(github.issues[0]).toMatchObject({title: DRIFT.title, labels: [{name: 'helm-drift'}]});
    expect(github.issues[0]?.body.split('\n')[0]).toBe(`<!-- helm-drift key=${KEY} digest=${DRIFT.digest} -->`);
    expect(github.issues[0]?.body).toContain('| `a` | `b` |\n\nSeen by https://github.test/octo/shop/actions/runs/1.');

    github.asked.length = 0;
    expect(await keep(github, DRIFT)).toMatchObject({did: 'unchanged'});
    expect(writes(github)).toEqual([]);

    const more = {...DRIFT, digest: 'b'.repeat(64), title: 'Variance detected: 5'};
    expect(await keep(github, more)).toMatchObject({did: 'updated'});
    expect(github.issues[0]).toMatchObject({title: 'Variance detected: 5', state: 'open'});

    expect(await keep(github, CLEAN)).toMatchObject({did: 'closed'});
    expect(github.issues[0]).toMatchObject({state: 'closed', state_reason: 'completed'});
    expect(github.issues[0]?.body).toContain('### ok');
    expect(await keep(github, CLEAN)).toEqual({did: 'none', url: ''});

    expect(await keep(github, DRIFT)).toMatchObject({did: 'opened'});
    expect(open(github)).toEqual([2]);
  });

  test('what could not be seen opens none, closes none, and is told in one that is open', async () => {
    const github = await githubServer();
    expect(await keep(github, UNSEEN)).toEqual({did: 'none', url: ''});
    expect(github.issues).toEqual([]);
    await keep(github, DRIFT);
    expect(await keep(github, UNSEEN)).toMatchObject({did: 'updated'});
    expect(github.issues[0]).toMatchObject({state: 'open', title: 'Incomplete'});
  });

  test('a report that is longer than an issue is cut at a line, and keeps its marker', async () => {
    const github = await githubServer();
    const line = `| \`@everybody\` ${'x'.repeat(80)} |\n`;
    await keep(github, {...DRIFT, report: line.repeat(2000)});
    const body = github.issues[0]?.body ?? '';
    expect(Buffer.byteLength(body)).toBeLessThan(65_536);
    expect(body).toContain(`${line}\nThe report is longer than an issue: the run has all of it.\n`);
    expect(await keep(github, DRIFT)).toMatchObject({did: 'unchanged'});
  });
});

describe('an issue is not ours', () => {
  test.each([
    ['by another author', {user: {login: 'mallory'}}],
    ['with the marker of another check', {body: bodyOf({...DRIFT, key: 'f'.repeat(64)})}],
    ['with a marker that is not its first line', {body: `text\n${bodyOf(DRIFT)}`}],
    ['by its title alone', {title: DRIFT.title, body: ''}],
    ['when it is a pull request', {pull_request: {}}],
    ['without the label', {labels: [{name: 'bug'}]}],
  ])('%s', async (_name, more) => {
    const github = await githubServer();
    const other = storedIssue(1, {body: bodyOf(DRIFT), ...more});
    const before = structuredClone(other);
    github.issues.push(other);
    expect(await keep(github, CLEAN)).toEqual({did: 'none', url: ''});
    expect(await keep(github, DRIFT)).toMatchObject({did: 'opened'});
    expect(github.issues[0]).toEqual(before);
    expect(github.issues).toHaveLength(2);
  });

  test('a report that holds our marker makes no other issue ours', async () => {
    const github = await githubServer();
    const other = {...DRIFT, key: 'e'.repeat(64), report: `${bodyOf(DRIFT)}\n`};
    await keep(github, other);
    await keep(github, DRIFT);
    await keep(github, CLEAN);
    expect(open(github)).toEqual([1]);
  });
});

describe('two runs at once', () => {
  test('that both open one: the older stays, whichever of them looks', async () => {
    const github = await githubServer();
    // The other run made its own before ours was made, and after we looked.
    github.fault = (line) => {
      if (line.startsWith('POST') && github.issues.length === 0)
        github.issues.push(storedIssue(1, {body: bodyOf({...DRIFT, digest: 'b'.repeat(64)})}));
      return undefined;
    };
    expect(await keep(github, DRIFT)).toEqual({did: 'updated', url: github.issues[0]?.html_url});
    expect(open(github)).toEqual([1]);
    expect(github.issues[0]?.body).toContain(DRIFT.digest);
    expect(github.issues[1]).toMatchObject({state: 'closed', state_reason: 'not_planned'});
  });

  test('that both open one: ours is the older', async () => {
    const github = await githubServer();
    let isFirst = true;
    github.meanwhile = () => {
      if (isFirst) github.issues.push(storedIssue(2, {body: bodyOf(DRIFT)}));
      isFirst = false;
    };
    expect(await keep(github, DRIFT)).toMatchObject({did: 'opened', url: github.issues[0]?.html_url});
    expect(open(github)).toEqual([1]);
  });

  test('in earnest', async () => {
    const github = await githubServer();
    await Promise.all([keep(github, DRIFT), keep(github, DRIFT), keep(github, DRIFT)]);
    expect(open(github)).toEqual([1]);
  });

  test('what a killed run left is healed by the next, also a clean one', async () => {
    const github = await githubServer();
    github.issues.push(...[1, 2, 3].map((number) => storedIssue(number, {body: bodyOf(DRIFT)})));
    expect(await keep(github, DRIFT)).toMatchObject({did: 'updated', url: github.issues[0]?.html_url});
    expect(open(github)).toEqual([1]);
    github.issues.push(storedIssue(4, {body: bodyOf(DRIFT)}));
    expect(await keep(github, CLEAN)).toMatchObject({did: 'closed'});
    expect(open(github)).toEqual([]);
  });
});

test('of hundreds of issues with the label ours is found', async () => {
  const github = await githubServer();
  github.issues.push(storedIssue(1, {body: bodyOf(DRIFT)}));
  for (let number = 2; number <= 230; number += 1) github.issues.push(storedIssue(number, {user: {login: 'mallory'}}));
  expect(await keep(github, DRIFT)).toMatchObject({did: 'unchanged'});
  expect(github.asked).toHaveLength(5);
});

test('labels and users are the same in any case, as GitHub has them', async () => {
  const github = await githubServer();
  github.issues.push(storedIssue(1, {body: bodyOf(DRIFT), labels: [{name: 'helm-drift'}]}));
  expect(await keep(github, {...DRIFT, author: 'GitHub-Actions[bot]'})).toMatchObject({did: 'unchanged'});
  github.spelling = (label) => label.toLowerCase();
  expect(await keep(github, {...DRIFT, key: 'b'.repeat(64), label: 'Drift'})).toMatchObject({did: 'opened'});
  expect(await keep(github, {...DRIFT, key: 'b'.repeat(64), label: 'Drift'})).toMatchObject({did: 'unchanged'});
});

test('an issue that got no label is closed again: no run would find it', async () => {
  const github = await githubServer();
  github.dropsLabels = true;
  await expect(keep(github, DRIFT)).rejects.toThrow(
    'GitHub did not give issue 1 the label helm-drift, and without it no run would find it: it was closed',
  );
  expect(open(github)).toEqual([]);
});
