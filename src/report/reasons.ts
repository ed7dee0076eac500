import {UserError} from '../model/errors.ts';
import {GAP_REASONS, IGNORE_REASONS, reasonEntry} from '../model/reasons.ts';

/** A reason code in words, for `helm drift explain --reason`. Throws UserError for a code that is none. */
export function reasonText(code: string): string {
  const entry = reasonEntry(code);
  if (entry === undefined)
    throw new UserError(
      `there is no reason code "${code}"`,
      `There are ${[...Object.keys(IGNORE_REASONS), ...Object.keys(GAP_REASONS)].join(', ')}.`,
    );
  const kind = Object.hasOwn(IGNORE_REASONS, code)
    ? 'a difference that does not count'
    : 'a gap: something could not be seen';
  return `${code}: ${kind}\n  ${entry.text}\n\nGiven when: ${entry.when}\n`;
}

/** All codes as Markdown: docs/reasons.md. */
export function reasonsMarkdown(): string {
  const table = (entries: typeof IGNORE_REASONS | typeof GAP_REASONS): string[] => [
    '| code | what a report says | given when |',
    '|---|---|---|',
    ...Object.entries(entries).map(([code, {text, when}]) => `| \`${code}\` | ${cell(text)} | ${cell(when)} |`),
  ];
  return [
    '# Reason codes',
    '',
    'Generated from `src/model/reasons.ts` by `npm run docs`. `helm drift explain --reason CODE` prints one of them.',
    '',
    '## Why a difference does not count',
    '',
    'A finding that is `ignored` or `accepted` carries one of these codes; `--show-ignored` lists such findings.',
    '',
    ...table(IGNORE_REASONS),
    '',
    '## Why something could not be seen',
    '',
    'A gap makes a check incomplete (exit code 3), never clean.',
    '',
    ...table(GAP_REASONS),
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);
