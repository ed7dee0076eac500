import {dirname, posix} from 'node:path';
import {EXCEPTIONS, LAYERS, RESTRICTED} from './rules.ts';
import type {Layer} from './rules.ts';
import {readSource} from './source.ts';

export interface Violation {
  /** `src/check/judge/judge.ts:12`. */
  readonly place: string;
  readonly message: string;
}

/** Checks one file; `file` is its path below src/, with slashes. */
export function violationsOf(file: string, text: string): Violation[] {
  const folder = file === 'main.ts' ? 'main' : dirname(file);
  const layer = Object.hasOwn(LAYERS, folder) ? (LAYERS as Readonly<Record<string, Layer>>)[folder] : undefined;
  const at = (line: number): string => `src/${file}:${line}`;
  if (layer === undefined)
    return [
      {
        place: at(1),
        message: `scripts/layers/rules.ts does not name the folder ${folder}: say what it is and may import`,
      },
    ];
  const {imports, world} = readSource(file, text);
  const own = Object.hasOwn(EXCEPTIONS, file) ? EXCEPTIONS[file]?.may : undefined;
  const allowed: Readonly<Record<string, string>> = {...layer.may, ...own};
  const reached = imports.flatMap(({specifier, names, line}): Violation[] => {
    if (specifier === undefined)
      return [{place: at(line), message: 'the module that is imported is no literal: nobody can check it'}];
    const target = specifier.startsWith('.') ? posix.join(dirname(file), specifier) : undefined;
    const name = target === undefined ? packageOf(specifier) : dirname(target);
    if (target?.startsWith('..') === true) return [{place: at(line), message: `${specifier} leads out of src/`}];
    const restricted = RESTRICTED.flatMap((one): Violation[] => {
      const isMeant =
        one.file === target &&
        (one.names === undefined || names.some((taken) => taken === '*' || one.names?.includes(taken) === true));
      return isMeant && !one.only.includes(file) && file !== one.file
        ? [
            {
              place: at(line),
              message: `${one.names?.join(', ') ?? one.file} is for ${one.only.join(', ')} alone: ${one.why}`,
            },
          ]
        : [];
    });
    const isAllowed = name === folder || Object.hasOwn(allowed, name);
    return isAllowed
      ? restricted
      : [...restricted, {place: at(line), message: `${folder} (${layer.is}) may not import ${name}`}];
  });
  const touched =
    layer.pure !== true
      ? []
      : world.map(({what, line}): Violation => ({
          place: at(line),
          message: `${folder} is pure, and ${what} is of the world outside: take it as an argument`,
        }));
  return [...reached, ...touched];
}

/** `fs` and `node:fs` are one module; a package is named with its path: `@kubernetes/client-node/dist/config.js`. */
function packageOf(specifier: string): string {
  return /^(?:fs|child_process|http|https|http2|net|tls|os|path|crypto|process|timers|util|zlib|url|vm|v8|worker_threads|dns|dgram|cluster|readline|stream|events|module)(?:\/|$)/.test(
    specifier,
  )
    ? `node:${specifier}`
    : specifier;
}

/** What the allow-list names and nothing imports: a permission that nobody needs is one too many. */
export function unusedPermissions(files: ReadonlyMap<string, string>): string[] {
  const used = new Map<string, Set<string>>();
  for (const [file, text] of files) {
    const folder = file === 'main.ts' ? 'main' : dirname(file);
    const names = used.get(folder) ?? new Set<string>();
    for (const {specifier} of readSource(file, text).imports)
      if (specifier !== undefined)
        names.add(specifier.startsWith('.') ? dirname(posix.join(dirname(file), specifier)) : packageOf(specifier));
    used.set(folder, names);
  }
  return Object.entries(LAYERS).flatMap(([folder, {may}]) => {
    const names = used.get(folder);
    if (names === undefined) return [`${folder}: there is no such folder`];
    return Object.keys(may)
      .filter((name) => !names.has(name))
      .map((name) => `${folder} may import ${name}, and does not`);
  });
}
