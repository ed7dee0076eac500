import {mkdirSync, readFileSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {load} from 'js-yaml';
import {beforeAll, describe, expect, inject, test} from 'vitest';
import {COMMANDS} from '../../src/cli/commands/registry.ts';
import {introduceGovernedDrift} from './governed-drift.ts';
import {helmBinary, kubectl, must, pluginHome, run, temporaryFolder} from './harness.ts';

const PLACE = 'completion';

beforeAll(async () => {
  await kubectl('create', 'namespace', PLACE);
  for (const name of ['test-nginx', 'test-other', 'shop'])
    await must(helmBinary('4.3.1'), ['install', name, 'charts/nginx', '-n', PLACE]);
  await introduceGovernedDrift(PLACE);
  return async () => {
    await run(inject('kubectl'), ['delete', 'namespace', PLACE, '--wait=false']);
  };
});

test('completion.yaml names every command', () => {
  const {commands} = load(readFileSync('completion.yaml', 'utf8')) as {commands: {name: string}[]};
  expect(commands.map(({name}) => name)).toEqual(Object.keys(COMMANDS));
});

interface Shell {
  readonly env: Readonly<Record<string, string>>;
}

/** Helm on PATH, and the plugin installed. */
async function shellOf(version: string): Promise<Shell> {
  const helm = helmBinary(version);
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  symlinkSync(helm, join(folder, 'bin', 'helm'));
  return {env: {...(await pluginHome(helm)), PATH: `${folder}/bin:${process.env['PATH']}`}};
}

/** What a real bash offers at the end of a line: Helm's own script, and the function that TAB calls. */
async function bash(line: string, {env}: Shell): Promise<string[]> {
  const script = `
    source "$COMPLETIONS"
    source <(helm completion bash)
    COMP_LINE=$1 COMP_POINT=\${#1} COMP_TYPE=9
    read -ra COMP_WORDS <<<"$1"
    [[ $1 == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    __start_helm helm
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const text = await must('bash', ['-c', script, 'bash', line], {
    env: {...env, COMPLETIONS: inject('tools').bashCompletion},
  });
  return text
    .split('\n')
    .map((one) => one.split(/\s{2,}\(|\s+$/)[0] ?? '')
    .filter((one) => one !== '');
}

describe.each(['3.22.0', '4.3.1'])('bash, through helm %s', (version) => {
  test.each<[string, readonly string[]]>([
    ['helm drift ch', ['check']],
    ['helm drift ', Object.keys(COMMANDS)],
    [`helm drift check -n ${PLACE} te`, ['test-nginx', 'test-other']],
    [`helm -n ${PLACE} drift check --diff s`, ['shop']],
    [`helm drift check --namespace=${PLACE} -o json te`, ['test-nginx', 'test-other']],
    ['helm drift check --fail-on ', ['critical', 'high', 'low', 'medium', 'none']],
    ['helm drift check -o s', ['sarif']],
    ['helm drift check --show', ['--show-ignored', '--show-secrets']],
    ['helm drift capture ', ['baseline', 'live']],
    [`helm drift capture live -n ${PLACE} sh`, ['shop']],
    [`helm drift explain -n ${PLACE} shop `, []],
  ])('%s', async (line, expected) => {
    expect((await bash(line, await shellOf(version))).toSorted()).toEqual(expected.toSorted());
  });

  test('IDs of findings', async () => {
    expect(await bash(`helm drift explain -n ${PLACE} test-nginx `, await shellOf(version))).toHaveLength(4);
  });

  test('no cluster: nothing, and no noise', async () => {
    const {env} = await shellOf(version);
    const nowhere = {env: {...env, KUBECONFIG: '/dev/null', HELM_KUBEAPISERVER: 'https://127.0.0.1:9'}};
    expect(await bash('helm drift check ', nowhere)).toEqual([]);
    expect(await bash('helm drift explain x ', nowhere)).toEqual([]);
  });
});

test.each(['3.22.0', '4.3.1'])('fish, through helm %s', async (version) => {
  const {env} = await shellOf(version);
  const home = temporaryFolder();
  const script = `helm completion fish | source; complete -C "helm drift check -n ${PLACE} te"; complete -C "helm drift ca"`;
  const text = await must(inject('tools').fish, ['-c', script], {
    env: {...env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home},
  });
  expect(text.split('\n').map((line) => line.split('\t')[0])).toEqual(['test-nginx', 'test-other', 'capture', '']);
});

test.each(['3.22.0', '4.3.1'])('zsh, through helm %s', async (version) => {
  const {env} = await shellOf(version);
  // Outside its line editor zsh offers nothing: what Helm's function would show is printed in its stead.
  const script = `
    compdef() { : }
    _describe() { local list=\${argv[-3]}; [[ $list == completions || $list == noSpacePrefix ]] || list=completions; print -l -- \${(P)list} }
    _arguments() { : }
    source <(helm completion zsh)
    words=(helm drift check -n ${PLACE} te); CURRENT=$#words; _helm
    words=(helm drift ca); CURRENT=$#words; _helm`;
  const text = await must(inject('tools').zsh, ['-f', '-c', script], {env});
  expect(text).toContain('test-nginx');
  expect(text).toContain('test-other');
  expect(text).toContain('capture');
  expect(text).not.toContain('shop');
});
