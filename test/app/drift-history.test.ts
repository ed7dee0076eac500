import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {keptFindings, keptReleases, lastHeard} from '../../src/app/drift-history.ts';
import type {KeptFinding, WantedFindings} from '../../src/app/drift-history.ts';
import {ledgerLine} from '../../src/ledger/line.ts';
import type {Look} from '../../src/ledger/transitions.ts';
import {folderOf} from '../cli/cli.ts';
import {at, HEAD, idOf, ledgerOf, look, seen} from '../ledger/made.ts';

/** A machine with a ledger for each release, and nothing else. */
function machine(releases: Readonly<Record<string, readonly Look[]>>): string {
  const home = folderOf();
  const folder = join(home, 'helm-drift', 'ledger');
  mkdirSync(folder, {recursive: true});
  for (const [name, looks] of Object.entries(releases)) {
    const head = ledgerLine({...HEAD, release: {name, namespace: 'shop'}});
    writeFileSync(join(folder, `shop.${name}.x.jsonl`), ledgerOf(...looks).text.replace(ledgerLine(HEAD), head));
  }
  return home;
}

const words = (findings: readonly KeptFinding[]): string[] =>
  findings.map(({release, ref, state}) => `${release.name}/${ref.name} ${state}`);

async function order(releases: Readonly<Record<string, readonly Look[]>>): Promise<string[]> {
  const {findings, problems, total} = await keptFindings({XDG_STATE_HOME: machine(releases)}, {});
  expect([problems, total]).toEqual([[], findings.length]);
  return words(findings);
}

test('what stands first, then the newest, over all releases', async () => {
  const found = await order({
    api: [look(0, [seen('a')]), look(20, [seen('a'), seen('b')])],
    web: [look(10, [seen('c')]), look(30, [])],
  });
  expect(found).toEqual(['api/b new', 'api/a new', 'web/c resolved']);
});

test('a clock that went backward does not change the order of what one release was told', async () => {
  const found = await order({
    api: [look(60, [seen('a')]), look(5, [seen('a'), seen('b')])],
    web: [look(30, [seen('c')])],
  });
  expect(found.filter((line) => line.startsWith('api'))).toEqual(['api/b new', 'api/a new']);
});

test('what could not be seen meanwhile keeps its place', async () => {
  const hidden = {hidden: new Set(['/ConfigMap/shop/a'])};
  const found = await order({
    api: [look(0, [seen('a')]), look(10, [seen('a'), seen('b')]), look(20, [seen('b')], hidden)],
    web: [look(5, [seen('c')])],
  });
  expect(found).toEqual(['api/b new', 'web/c new', 'api/a new']);
});

test('a finding is heard of by what it was told, and by whoever saw it since', () => {
  expect(lastHeard({at: at(1)})).toBe(Date.parse(at(1)));
  expect(lastHeard({at: at(1), lastSeen: at(9)})).toBe(Date.parse(at(9)));
});

describe('some of them', () => {
  const home = (): string =>
    machine({
      api: [look(0, [seen('a')]), look(20, [seen('a'), seen('b')])],
      web: [look(10, [seen('c')]), look(30, [])],
      'web.old': [look(40, [seen('d')])],
    });
  const asked = async (wanted: WantedFindings): Promise<readonly [string[], number]> => {
    const {findings, total} = await keptFindings({XDG_STATE_HOME: home()}, wanted);
    return [words(findings), total];
  };

  test.each<[string, WantedFindings, string[], number]>([
    ['no more than so many, and how many there are', {most: 2}, ['web.old/d new', 'api/b new'], 4],
    ['of a release', {named: 'web'}, ['web/c resolved'], 1],
    ['of another namespace', {namespace: 'other'}, [], 0],
    ['by the start of an id', {named: idOf('b').slice(0, 6).toUpperCase()}, ['api/b new'], 1],
    ['heard of long ago', {before: Date.parse(at(35))}, ['api/b new', 'api/a new', 'web/c resolved'], 3],
    ['heard of long ago, no more than so many', {before: Date.parse(at(35)), most: 1}, ['api/b new'], 3],
  ])('%s', async (_what, wanted, found, total) => {
    expect(await asked(wanted)).toEqual([found, total]);
  });

  test('of a release: the ledgers of others are not read', async () => {
    const folder = home();
    writeFileSync(join(folder, 'helm-drift', 'ledger', 'shop.other.x.jsonl'), '{"schemaVersion":"9"}\n');
    writeFileSync(join(folder, 'helm-drift', 'ledger', 'odd.jsonl'), 'x\n');
    const problems = async (wanted: WantedFindings): Promise<number> =>
      (await keptFindings({XDG_STATE_HOME: folder}, wanted)).problems.length;
    expect([await problems({named: 'web'}), await problems({})]).toEqual([1, 2]);
    expect(await keptReleases({XDG_STATE_HOME: folder})).toEqual(
      ['api', 'other', 'web.old', 'web'].map((name) => ({namespace: 'shop', name})),
    );
  });

  test('a line that is damaged within is told where it is read', async () => {
    const folder = home();
    const file = join(folder, 'helm-drift', 'ledger', 'shop.web.x.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"state":"resolved","at"', '"state":"resolved",at"'));
    const {findings, problems} = await keptFindings({XDG_STATE_HOME: folder}, {named: 'web'});
    expect([words(findings), problems]).toEqual([['web/c new'], [`1 damaged line of ${file} passed over`]]);
  });
});

test('without a home there is none', async () => {
  expect(await keptFindings({}, {})).toEqual({findings: [], total: 0, problems: []});
  expect(await keptReleases({})).toEqual([]);
});
