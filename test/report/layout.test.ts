import {stripVTControlCharacters} from 'node:util';
import {describe, expect, test} from 'vitest';
import {columnsOf} from '../../src/model/columns.ts';
import {explanation} from '../../src/report/explain.ts';
import {createRedactor} from '../../src/redact/redactor.ts';
import {anyReport, assorted, made, reportOf} from './made-up.ts';
import {CONTEXT, KEY, output} from './outputs.ts';

const WIDTHS = [40, 60, 80, 100, 120, 200];
const SEEDS = Array.from({length: 25}, (_, at) => at + 1);

const tooWide = (text: string, width: number): string[] =>
  text.split('\n').filter((line) => columnsOf(line) > Math.max(width, 40));

/** Findings that a text tells of: by their ID, or by a number. */
function told(text: string): {readonly ids: Set<string>; readonly count: number} {
  const plain = text.replace(/\s+/g, ' ');
  const ids = [...plain.matchAll(/\[([0-9a-f]{7})(?: and (\d+) more)?\]/g)];
  const more = /and (\d+) more(?:, \d+ whole objects? among them)? \(-o table, json or html/.exec(plain)?.[1] ?? '0';
  const folded = ids.reduce((sum, [, , others = '0']) => sum + Number(others), 0);
  return {ids: new Set(ids.map(([, id = '']) => id)), count: ids.length + folded + Number(more)};
}

describe.each(WIDTHS)('in %d columns', (width) => {
  test('no line of any report is wider, with colours or without, and no value is JSON', async () => {
    for (const seed of SEEDS) {
      const report = anyReport(seed);
      for (const diff of [false, true]) {
        const text = await output('text', report, {width, diff});
        expect(tooWide(text, width), `seed ${seed}`).toEqual([]);
        const colored = await output('text', report, {width, diff, color: true});
        expect(stripVTControlCharacters(colored), `seed ${seed}`).toBe(text);
      }
    }
  });

  test('every finding is told by its ID or is part of a number', async () => {
    for (const seed of SEEDS) {
      const report = anyReport(seed);
      const {ids, count} = told(await output('text', report, {width}));
      expect(count, `seed ${seed}`).toBe(report.findings.length);
      for (const id of ids) expect(report.findings.some((finding) => finding.id === id)).toBe(true);
    }
  });

  test('many releases fit as well, a line each', async () => {
    const reports = SEEDS.slice(0, 20).map((seed) => {
      const report = anyReport(seed);
      return {...report, release: {...report.release, name: `release-${seed}`}};
    });
    for (const verbose of [false, true]) {
      const text = await output('text', reports, {width, many: true, verbose});
      expect(tooWide(text, width)).toEqual([]);
      expect(stripVTControlCharacters(await output('text', reports, {width, many: true, verbose, color: true}))).toBe(
        text,
      );
    }
  });

  test('an explanation fits, but for the patch, which is to be copied', () => {
    const {report: redacted} = createRedactor({key: KEY});
    for (const seed of SEEDS) {
      const report = anyReport(seed);
      for (const {id} of report.findings.slice(0, 5))
        expect(tooWide(explanation(redacted(report), id, {now: CONTEXT.now, width}), width)).toEqual([]);
    }
  });

  test('one of each fits, and nothing is JSON', async () => {
    for (const many of [false, true]) {
      const text = await output('text', assorted(), {width, many});
      expect(tooWide(text, width)).toEqual([]);
      expect(text).not.toMatch(/\{"|\["/);
    }
  });
});

test('an added container is YAML without what the server fills in', async () => {
  expect(await output('text', assorted())).toContain(`
            + name: debugger
            + image: busybox:1.36
            + command:
            +   - sh
            +   - -c
            +   - sleep infinity
            + ports:
            +   - containerPort: 9229
`);
});

test('of a file the changed lines are shown, each with its neighbours', async () => {
  expect(await output('text', assorted())).toContain(`
              …
                # line 19 of nginx.conf
            -   listen 80;
            +   listen 8080;
                # line 21 of nginx.conf
              …
`);
});

test('what is long is shown from where it differs', async () => {
  const text = await output('text', assorted(), {width: 120});
  expect(text).toMatch(/…:1\.29 → …:1\.29-hotfix$/m);
  expect(text).toMatch(/…word350… → …another…$/m);
});

test('what goes on ends with a whole word', async () => {
  const ends = (await output('text', assorted())).match(/(?<=\s)WORD\d+…$/gm) ?? [];
  expect(ends).toHaveLength(1);
  expect(ends[0]).toBe('WORD28…');
});

test('many alike are one block that names some and counts all', async () => {
  const text = await output('text', assorted());
  expect(text).toContain('61 ConfigMaps missing: many-0, many-1, many-2 … (-o table lists them all)');
  expect(text).not.toContain('many-3');
  expect(text).toContain('The release promises them, and they are not in the cluster.');
});

test('five alike are told one by one', async () => {
  const few = Array.from({length: 5}, (_, at) => made(`few-${at}`, 'data.a', {desired: '1', live: '2'}));
  const text = await output('text', reportOf(few));
  expect(text.match(/ConfigMap\/few-\d/g)).toHaveLength(5);
});

test('what differs in one word is not alike', async () => {
  const changed = Array.from({length: 9}, (_, at) => made(`one-${at}`, 'data.a', {desired: '1', live: String(at + 2)}));
  expect((await output('text', reportOf(changed))).match(/ConfigMap\/one-\d/g)).toHaveLength(9);
});

test('a value without a confirmation has a mark, and a failing upgrade is said', async () => {
  const text = (await output('text', assorted())).replace(/\s+/g, ' ');
  expect(text).toMatch(/\[[0-9a-f]{7}\] unconfirmed/);
  expect(text).not.toContain('no right to patch');
  expect(text).toContain(
    'The next helm upgrade fails here, for the API server refuses this merge: PodDisruptionBudget',
  );
});

test('files hold absolute times, a terminal tells how long ago', async () => {
  const time = '2026-11-23T11:46:00Z';
  expect(await output('text', assorted())).toContain('14 min ago');
  expect(await output('text', assorted(), {isFile: true})).not.toMatch(/ ago\b/);
  for (const format of ['markdown', 'junit', 'sarif', 'github'] as const) {
    const text = await output(format, assorted(), {policy: {failOn: 'low', allowIncomplete: false}});
    expect(text, `format ${format}`).toContain(time);
    expect(text, `format ${format}`).not.toMatch(/\d (?:min|hours?|days?) ago\b/);
  }
  const html = await output('html', assorted());
  expect(html).toContain(`${time} (14 min ago when this was written)`);
  expect(html).toContain('2026-11-21T12:00:00Z (2 days ago when this was written)');
});

test('an explanation shows an object as YAML and a text by its lines', () => {
  const report = createRedactor({key: KEY}).report(assorted());
  const [container, , , , nginx] = report.findings;
  const text = explanation(report, container?.id ?? '', {now: CONTEXT.now, width: 80});
  expect(text).toContain('  Live      name: debugger\n            image: busybox:1.36\n');
  expect(text.replace(/\s+/g, ' ')).toContain('not confirmed: no right to patch deployments');
  expect(explanation(report, nginx?.id ?? '', {now: CONTEXT.now})).toContain('\n              listen 8080;\n');
});

test('in a pipe a release in contract is one line, in a terminal it fits', async () => {
  const clean = reportOf([], {rules: '.helm-drift.yaml of a folder with a rather long name'});
  expect((await output('text', clean, {width: 60, isPiped: true})).trimEnd()).not.toContain('\n');
  expect(tooWide(await output('text', clean, {width: 60}), 60)).toEqual([]);
});

test('a command that takes more lines is one to a shell', async () => {
  const text = await output('text', assorted(), {width: 40});
  const command = text.slice(text.indexOf('Next: ')).replace(/ \\\n {2}/g, ' ');
  expect(command).toMatch(/^Next: helm drift explain shop [0-9a-f]{7} -n shop\n$/);
});
