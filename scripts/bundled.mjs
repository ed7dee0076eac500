// Which packages are in dist/, and on which terms: for the notices that go with it, and for the bill of materials.
import {readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';

/** The folders of packages that left bytes in what esbuild made, in order. `metafiles` are those of all bundles. */
export function bundledFolders(metafiles) {
  const folders = metafiles
    .flatMap((metafile) => Object.values(metafile.outputs).flatMap(({inputs}) => bundledFiles(inputs, metafile.inputs)))
    .map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)].toSorted((a, b) => (a < b ? -1 : 1));
}

/** A font stands in the style that names it: esbuild counts its bytes there. */
function bundledFiles(used, inputs) {
  const files = Object.keys(used).filter((file) => used[file].bytesInOutput > 0);
  const named = files.flatMap((file) => inputs[file].imports.filter(({kind}) => kind === 'url-token'));
  return [...files, ...named.map(({path}) => path)];
}

/** What a package says of itself, and the texts that it wants handed on. Throws where it says no licence or has no text of it. */
export function packageIn(folder) {
  const {name, version, license} = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(file));
  const texts = files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8'));
  if (typeof license !== 'string' || license === '' || texts.length === 0)
    throw new Error(
      `${name} ${version} is in the bundle and has no licence notice (${folder}).\n` +
        'Bundle another package, or none: nothing may be handed on without its terms.',
    );
  return {name, version, licence: license, text: texts.map(plain).join('\n\n')};
}

const plain = (text) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();

/** The file that goes with the bundle. A text that several packages share stands there once. */
export function noticesOf(packages) {
  const parts = [...byText(packages)].map(([text, sharing]) => {
    const names = sharing.map(({name, version, licence}) => `${name} ${version} (${licence})`);
    return `${names.join('\n')}\n\n${text}\n`;
  });
  const head =
    'helm drift is licensed under the Apache License 2.0 (LICENSE). Its bundle contains these packages.\n' +
    'Made by `npm run build`.\n';
  return [head, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

function byText(packages) {
  const groups = new Map();
  for (const one of packages) groups.set(one.text, [...(groups.get(one.text) ?? []), one]);
  return groups;
}

/** The packages of a bundle, by name. */
export function bundledPackages(metafiles) {
  return bundledFolders(metafiles)
    .map(packageIn)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
