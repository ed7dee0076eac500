import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {unusedPermissions, violationsOf} from './check.ts';

/** `npm run layers`: every file of src/ against the allow-list. */
const files = new Map(
  readdirSync('src', {recursive: true, encoding: 'utf8'})
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .toSorted()
    .map((file) => [file, readFileSync(join('src', file), 'utf8')]),
);
const lines = [
  ...[...files].flatMap(([file, text]) => violationsOf(file, text).map(({place, message}) => `${place}: ${message}`)),
  ...unusedPermissions(files),
];
for (const line of lines) process.stderr.write(`${line}\n`);
process.stdout.write(`${files.size} files, ${lines.length} violations\n`);
process.exitCode = lines.length === 0 ? 0 : 1;
