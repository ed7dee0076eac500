import {execFileSync, spawnSync} from 'node:child_process';
import {rmSync, writeFileSync} from 'node:fs';
import {afterEach, expect, test} from 'vitest';

const PLANTED = [
  'src/check/compare/planted.ts',
  'src/model/planted.ts',
  'src/check/evidence/planted.ts',
  'src/kube/planted.ts',
  'src/cli/planted.ts',
  'src/fix/plan/planted.ts',
  'src/fix/apply/planted.ts',
  'src/simulate/planted.ts',
  'src/sandbox/planted.ts',
];

afterEach(() => {
  for (const file of PLANTED) rmSync(file, {force: true});
});

function lint(file: string): string {
  return spawnSync('npx', ['oxlint', file], {encoding: 'utf8'}).stdout;
}

test.each([
  ['src/check/compare/planted.ts', "import {connect} from '../../kube/connection.ts';", 'These folders are pure'],
  [
    'src/check/compare/planted.ts',
    "import {readFile} from 'node:fs/promises';",
    'disk, processes, network and clock come in',
  ],
  ['src/model/planted.ts', "import yargs from 'yargs';", 'model holds the words'],
  ['src/check/evidence/planted.ts', "import {connect} from '../../kube/connection.ts';", 'through the ports'],
  ['src/cli/planted.ts', "import {clusterWriter} from '../kube/writer.ts';", 'Only fix and undo may write'],
  ['src/cli/planted.ts', "import {sandboxWriter} from '../sandbox/writer.ts';", 'Only the simulator'],
  ['src/fix/plan/planted.ts', "import {readFile} from 'node:fs/promises';", 'Plans are pure'],
  ['src/fix/plan/planted.ts', "import {applySteps} from '../apply/apply.ts';", 'nothing that could write'],
  ['src/fix/apply/planted.ts', "import {connect} from '../../kube/connection.ts';", 'through the ports'],
  ['src/check/evidence/planted.ts', "import {carryOut} from '../../fix/fix.ts';", 'through the ports'],
  ['src/kube/planted.ts', "import {judge} from '../check/judge/judge.ts';", 'Adapters know the outside'],
  [
    'src/simulate/planted.ts',
    "import {sandboxWriter} from '../sandbox/writer.ts';",
    'plays on a stage that it is handed',
  ],
  ['src/sandbox/planted.ts', "import {play} from '../simulate/play.ts';", 'Adapters know the outside'],
])('the folder rule catches what is planted in %s: %s', (file, line, reason) => {
  const name = /(\w+)(?:\}| from)/.exec(line)?.[1] ?? '';
  writeFileSync(file, `${line}\n\nexport const planted = ${name};\n`);
  expect(lint(file)).toContain(reason);
});

test('without a planted violation the rule is silent', () => {
  expect(execFileSync('npx', ['oxlint', 'src'], {encoding: 'utf8'})).not.toContain('no-restricted-imports');
});
