import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {keptFindings, lastHeard} from '../../src/app/drift-history.ts';
import {ledgerLine} from '../../src/ledger/parse.ts';
import type {Look} from '../../src/ledger/transitions.ts';
import {folderOf} from '../cli/cli.ts';
import {at, HEAD, ledgerOf, look, seen} from '../ledger/made.ts';

/** A machine with a ledger for each release. */
async function order(releases: Readonly<Record<string, readonly Look[]>>): Promise<string[]> {
  const home = folderOf();
  const folder = join(home, 'helm-drift', 'ledger');
  mkdirSync(folder, {recursive: true});
  for (const [name, looks] of Object.entries(releases)) {
    const head = ledgerLine({...HEAD, release: {name, namespace: 'shop'}});
    writeFileSync(join(folder, `shop.${name}.x.jsonl`), ledgerOf(...looks).text.replace(ledgerLine(HEAD), head));
  }
  const {findings, problems} = await keptFindings({XDG_STATE_HOME: home});
  expect(problems).toEqual([]);
  return findings.map(({release, ref, state}) => `${release.name}/${ref.name} ${state}`);
}

test('newest first, over all releases', async () => {
  const found = await order({
    api: [look(0, [seen('a')]), look(20, [seen('a'), seen('b')])],
    web: [look(10, [seen('c')]), look(30, [])],
  });
  expect(found).toEqual(['web/c resolved', 'api/b new', 'api/a new']);
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

test('without a home there is none', async () => {
  expect(await keptFindings({})).toEqual({findings: [], problems: []});
});
