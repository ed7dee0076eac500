import {mkdirSync, writeFileSync} from 'node:fs';
import {delimiter, dirname, join, normalize} from 'node:path';
import {random} from '../oracle/oracle.ts';

/** One way in which somebody's kubeconfig can be: files on the disk, the list that names them, and what is asked for. */
export interface Situation {
  readonly seed: number;
  /** As $KUBECONFIG holds it. */
  readonly list: string;
  /** As --kubeconfig names it. */
  readonly file: string | undefined;
  readonly context: string | undefined;
  /** Where each relative path lies, normalized: of every such path there is one only. */
  readonly absolute: ReadonlyMap<string, string>;
  readonly tells: string;
}

interface Dice {
  readonly below: (limit: number) => number;
  readonly chance: (of: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
}

function dice(seed: number): Dice {
  const next = random(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (of) => next() < of,
    pick: <T>(items: readonly T[]): T => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}

const NAMES = ['dev', 'prod', 'a:b', 'user@host', 'ünï'];
const DATA = Buffer.from('-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n').toString('base64');

/** Draws a situation, and writes its files below a folder. */
export function drawSituation(seed: number, folder: string): Situation {
  const the = dice(seed);
  const absolute = new Map<string, string>();
  const files = Array.from({length: 1 + the.below(4)}, (_none, index) => {
    const file = join(folder, `s${seed}`, `f${index}`, 'config');
    const relative = (what: string): string => {
      const path = the.pick([`${what}-${index}`, `./sub/${what}-${index}`, `../${what}-${index}`]);
      absolute.set(normalize(path), join(dirname(file), path));
      return the.chance(0.2) ? join('/etc/kube', path) : path;
    };
    return {file, text: the.chance(0.12) ? undefined : fileText(the, index, relative)};
  });
  for (const {file, text} of files) {
    if (text === undefined) continue;
    mkdirSync(dirname(file), {recursive: true});
    writeFileSync(file, text);
  }
  const parts = files.flatMap(({file}) => [
    file,
    ...(the.chance(0.15) ? [''] : []),
    ...(the.chance(0.1) ? [join(folder, 'gone')] : []),
    ...(the.chance(0.1) ? [file] : []),
  ]);
  const file = the.chance(0.15) ? the.pick(files).file : undefined;
  return {
    seed,
    list: parts.join(delimiter),
    file,
    context: the.chance(0.3) ? the.pick(NAMES) : undefined,
    absolute,
    tells: files.map((one) => `# ${one.file}\n${one.text ?? '(not there)'}`).join('\n'),
  };
}

function fileText(the: Dice, index: number, relative: (what: string) => string): string {
  const odd = the.below(80);
  if (odd === 0) return '';
  if (odd === 1) return the.pick([' \n', '# nothing\n', 'null\n', '---\n', '{}\n']);
  if (odd === 2) return the.pick(['{', 'a: [b', '- list\n', 'kind: Pod\napiVersion: v1\n', 'clusters: {a: b}\n']);
  const names = NAMES.filter(() => the.chance(0.8));
  const chosen = the.chance(0.7) ? the.pick([...names, ...names, 'gone', ...names]) : '';
  const twice = names[0] !== undefined && the.chance(0.015) ? [names[0]] : [];
  const config = {
    ...(the.chance(0.9) ? {apiVersion: 'v1', kind: 'Config'} : {}),
    ...(chosen === '' && the.chance(0.5) ? {} : {'current-context': chosen}),
    clusters: [...names, ...twice].map((name) => ({name, cluster: cluster(the, name, index, relative)})),
    users: names.filter(() => the.chance(0.95)).map((name) => ({name, user: user(the, index, relative)})),
    contexts: names.map((name) => ({
      name,
      context: {
        cluster: the.chance(0.9) ? name : the.pick(NAMES),
        ...(the.chance(0.9) ? {user: the.chance(0.8) ? name : the.pick(NAMES)} : {}),
        ...(the.chance(0.5) ? {namespace: the.pick(['shop', 'default', 'kube-system'])} : {}),
      },
    })),
    ...(the.chance(0.2) ? {preferences: {}, unknown: {field: 1}} : {}),
  };
  return (the.chance(0.3) ? '---\n# a comment\n' : '') + JSON.stringify(config, undefined, the.pick([0, 2]));
}

function cluster(the: Dice, name: string, index: number, relative: (what: string) => string): object {
  return {
    server: the.pick([
      `https://${encodeURIComponent(name)}-${index}.example.test:6443`,
      `https://10.0.${index}.1/k8s/clusters/c-1`,
      `http://127.0.0.1:800${index}`,
      `https://[fd00::${index + 1}]:443/`,
      `plain-${index}:6443`,
    ]),
    ...(the.chance(0.3) ? {'certificate-authority': relative(`ca-${name}`)} : {}),
    ...(the.chance(0.3) ? {'certificate-authority-data': DATA} : {}),
    ...(the.chance(0.2) ? {'insecure-skip-tls-verify': the.chance(0.7)} : {}),
    ...(the.chance(0.2) ? {'tls-server-name': `tls-${index}`} : {}),
    ...(the.chance(0.2) ? {'proxy-url': the.pick(['http://proxy:3128', 'https://u:p@proxy', 'socks5://proxy:1'])} : {}),
    ...(the.chance(0.1) ? {'disable-compression': true} : {}),
    ...(the.chance(0.15)
      ? {extensions: [{name: 'client.authentication.k8s.io/exec', extension: {audience: `aud-${index}`, n: index}}]}
      : {}),
  };
}

function user(the: Dice, index: number, relative: (what: string) => string): object {
  const id = the.below(1000);
  return {
    ...(the.chance(0.35) ? {token: `token-${index}-${id}`} : {}),
    ...(the.chance(0.2) ? {tokenFile: relative(`token-${id}`)} : {}),
    ...(the.chance(0.2) ? {username: `u${id}`, password: 'p:w'} : {}),
    ...(the.chance(0.2) ? {'client-certificate': relative(`crt-${id}`), 'client-key': relative(`key-${id}`)} : {}),
    ...(the.chance(0.2) ? {'client-certificate-data': DATA, 'client-key-data': DATA} : {}),
    ...(the.chance(0.25) ? {as: 'jane'} : {}),
    ...(the.chance(0.2) ? {'as-groups': ['devs', 'ops, too']} : {}),
    ...(the.chance(0.15) ? {'as-uid': `uid-${id}`} : {}),
    ...(the.chance(0.15) ? {'as-user-extra': {scopes: ['a', 'b'], 'x/y': ['c']}} : {}),
    ...(the.chance(0.1) ? {'auth-provider': {name: 'oidc', config: {'client-id': 'c', 'id-token': 'i'}}} : {}),
    ...(the.chance(0.25) ? {exec: execPlugin(the, id, relative)} : {}),
  };
}

function execPlugin(the: Dice, id: number, relative: (what: string) => string): object {
  const version = the.pick(['v1', 'v1beta1']);
  const path = relative(`bin/plugin-${id}`);
  return {
    apiVersion: `client.authentication.k8s.io/${version}`,
    command: the.chance(0.5) ? `plugin-${id}` : path,
    ...(the.chance(0.6) ? {args: ['get', '--token', `${id}`]} : {}),
    ...(the.chance(0.5) ? {env: [{name: 'PROFILE', value: `p${id}`}]} : {}),
    ...(the.chance(0.4) ? {installHint: 'brew install it'} : {}),
    ...(the.chance(0.4) ? {provideClusterInfo: true} : {}),
    ...(version === 'v1' || the.chance(0.5) ? {interactiveMode: the.pick(['Never', 'IfAvailable', 'Always'])} : {}),
  };
}
