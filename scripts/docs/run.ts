import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {GENERATED} from './files.ts';

/** `npm run docs`: writes anew what of the docs is made from the code. A test fails where that was forgotten. */
for (const {file, made} of GENERATED) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const wanted = made(text);
  if (same(file, wanted, text)) continue;
  writeFileSync(file, wanted);
  if (file.endsWith('.json')) spawnSync('npx', ['oxfmt', '--write', file], {stdio: 'inherit'});
  process.stdout.write(`${file} is written anew\n`);
}

/** Formatters lay JSON out as they like. */
function same(file: string, wanted: string, text: string): boolean {
  return file.endsWith('.json') && text !== ''
    ? JSON.stringify(JSON.parse(wanted)) === JSON.stringify(JSON.parse(text))
    : wanted === text;
}
