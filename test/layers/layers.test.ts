import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {unusedPermissions, violationsOf} from '../../scripts/layers/check.ts';

const PLANTED: readonly (readonly [file: string, text: string, says: string])[] = [
  // The pure folders know neither the cluster nor the disk, the clock, the process and the network.
  ['check/compare/x.ts', "import {connect} from '../../kube/connection.ts';", 'may not import kube'],
  ['check/compare/x.ts', "import type {Connection} from '../../kube/connection.ts';", 'may not import kube'],
  ['check/compare/x.ts', "type C = import('../../kube/connection.ts').Connection;", 'may not import kube'],
  ['check/compare/x.ts', "const c = await import('../../kube/connection.ts');", 'may not import kube'],
  ['check/compare/x.ts', "export {connect} from '../../kube/connection.ts';", 'may not import kube'],
  ['check/compare/x.ts', "export * from '../../kube/connection.ts';", 'may not import kube'],
  ['check/compare/x.ts', "import {readFile} from 'node:fs/promises';", 'may not import node:fs/promises'],
  ['check/compare/x.ts', "import {readFile} from 'fs/promises';", 'may not import node:fs/promises'],
  ['check/compare/x.ts', "import fs = require('node:fs');", 'may not import node:fs'],
  ['check/compare/x.ts', "const fs = require('node:fs');", 'may not import node:fs'],
  ['check/judge/x.ts', 'export const at = Date.now();', 'Date.now is of the world outside'],
  ['check/judge/x.ts', 'export const at = new Date();', 'new Date() is of the world outside'],
  ['check/judge/x.ts', 'export const at = performance.now();', 'performance is of the world outside'],
  ['report/x.ts', "export const home = process.env['HOME'];", 'process is of the world outside'],
  ['report/x.ts', "export const page = await fetch('http://127.0.0.1');", 'fetch is of the world outside'],
  ['redact/x.ts', 'export const chance = Math.random();', 'Math.random is of the world outside'],
  ['fix/plan/x.ts', 'setTimeout(() => {}, 1);', 'setTimeout is of the world outside'],
  ['config/x.ts', "import {readFile} from 'node:fs/promises';", 'may not import node:fs/promises'],
  ['yaml/x.ts', "globalThis['process'].exit();", 'globalThis is of the world outside'],
  ['model/x.ts', "import yargs from 'yargs';", 'may not import yargs'],
  ['model/x.ts', "import {readYamlDocuments} from '../yaml/read.ts';", 'may not import yaml'],
  // Upstream and downstream.
  ['check/normalize/x.ts', "import {judge} from '../judge/judge.ts';", 'may not import check/judge'],
  ['check/judge/x.ts', "import {inspect} from '../check.ts';", 'may not import check'],
  ['check/evidence/x.ts', "import {carryOut} from '../../fix/fix.ts';", 'may not import fix'],
  ['report/x.ts', "import {inspect} from '../check/check.ts';", 'may not import check'],
  // Nobody writes but fix and the sandbox.
  ['app/x.ts', "import {clusterWriter} from '../kube/writer.ts';", 'a ClusterWriter is made in one place'],
  ['cli/commands/x.ts', "import {clusterWriter} from '../../kube/writer.ts';", 'a ClusterWriter is made in one place'],
  ['kube/x.ts', "import {writeJson} from './request.ts';", 'only the writers'],
  ['kube/x.ts', "import * as request from './request.ts';", 'only the writers'],
  ['app/x.ts', "import {sandboxWriter} from '../sandbox/writer.ts';", 'only the live stage'],
  ['cli/commands/x.ts', "import {openForFix} from '../../app/fix-ports.ts';", 'it hands out the ports of a fix'],
  ['fix/plan/x.ts', "import {applySteps} from '../apply/apply.ts';", 'may not import fix/apply'],
  ['fix/apply/x.ts', "import {connect} from '../../kube/connection.ts';", 'may not import kube'],
  // Adapters know the outside, and not what is made of their answers; faces import app, and never each other.
  ['kube/x.ts', "import {judge} from '../check/judge/judge.ts';", 'may not import check/judge'],
  ['helm/x.ts', "import {exportTree} from '../git/git.ts';", 'may not import git'],
  ['simulate/x.ts', "import {connect} from '../kube/connection.ts';", 'may not import kube'],
  ['sandbox/x.ts', "import {play} from '../simulate/play.ts';", 'may not import simulate'],
  ['app/x.ts', "import {run} from '../cli/run.ts';", 'may not import cli'],
  ['cli/x.ts', "import {startConsole} from '../console/server/start.ts';", 'may not import console/server'],
  ['console/session/x.ts', "import {run} from '../../cli/run.ts';", 'may not import cli'],
  // The page knows of the server's side the contract alone, and the server nothing of the page.
  [
    'console/app/parts/x.tsx',
    "import {openContext} from '../../session/context.ts';",
    'may not import console/session',
  ],
  ['console/app/state/x.ts', "import {createRedactor} from '../../../redact/redactor.ts';", 'may not import redact'],
  ['console/server/x.ts', "import {App} from '../app/App.tsx';", 'may not import console/app'],
  ['console/x.ts', "import {openSession} from '../app/session.ts';", 'may not import app'],
  // What cannot be checked, and what nobody has named.
  ['app/x.ts', 'const name = "fs"; await import(name);', 'is no literal'],
  ['plugins/x.ts', 'export const x = 1;', 'does not name the folder plugins'],
  ['app/x.ts', "import {x} from '../../test/x.ts';", 'leads out of src/'],
  ['app/x.ts', "import axios from 'axios';", 'may not import axios'],
];

test.each(PLANTED)('the allow-list catches what is planted in %s: %s', (file, text, says) => {
  expect(
    violationsOf(file, text)
      .map(({message}) => message)
      .join('\n'),
  ).toContain(says);
});

test('there are at least thirty planted violations', () => {
  expect(new Set(PLANTED.map(([file, text]) => `${file} ${text}`)).size).toBeGreaterThanOrEqual(30);
});

test.each([
  ['check/judge/x.ts', 'export const at = (takenAt: string) => new Date(takenAt).toISOString();'],
  ['check/judge/x.ts', "import {createHash} from 'node:crypto'; export const x = createHash;"],
  ['report/x.ts', 'export const read = (record: {process: string}) => record.process;'],
  ['report/x.ts', 'export const names = {fetch: 1, console: 2};'],
  ['config/load.ts', "import {readFile} from 'node:fs/promises'; export const x = readFile;"],
  ['kube/writer.ts', "import {writeJson} from './request.ts'; export const x = writeJson;"],
])('it lets through what is meant in %s: %s', (file, text) => {
  expect(violationsOf(file, text)).toEqual([]);
});

const FILES = new Map(
  readdirSync('src', {recursive: true, encoding: 'utf8'})
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => [file, readFileSync(join('src', file), 'utf8')]),
);

test('the code keeps to the allow-list', () => {
  expect([...FILES].flatMap(([file, text]) => violationsOf(file, text))).toEqual([]);
});

test('the allow-list allows nothing that nobody needs', () => {
  expect(unusedPermissions(FILES)).toEqual([]);
});
