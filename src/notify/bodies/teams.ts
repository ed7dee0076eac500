import type {Json} from '../../model/json.ts';
import type {Message, Notice} from '../../model/notify.ts';
import {refLabel} from '../../model/refs.ts';
import type {Severity} from '../../model/report.ts';
import {commandsOf, filled, headlineOf, isOver, restOf, shortId, valuesOf, wordsOf} from '../words.ts';

const COLOURS = {
  low: 'Default',
  medium: 'Warning',
  high: 'Attention',
  critical: 'Attention',
} as const satisfies Record<Severity, string>;

/**
 * The body for a webhook of Teams' Workflows: a message with an Adaptive Card. All that comes from a cluster stands in text runs,
 * which know no Markdown.
 */
export function teamsBody(message: Message, template?: string): Json {
  const {look, fix} = commandsOf(message);
  const ids = message.notices.map(({id}) => id.slice(0, 8)).join(' ');
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            runs([{text: headlineOf(message), weight: 'Bolder', size: 'Medium'}]),
            ...message.notices.map((notice) =>
              template === undefined
                ? plainRuns(notice)
                : runs([{text: filled(template, wordsOf(message.release, notice), (word) => word)}]),
            ),
            runs([{text: look, fontType: 'Monospace'}]),
            ...(fix === undefined ? [] : [runs([{text: fix, fontType: 'Monospace'}])]),
            runs([{text: ids, isSubtle: true, size: 'Small'}]),
          ],
        },
      },
    ],
  };
}

function plainRuns(notice: Notice): Json {
  const {state, about, finding} = notice;
  const rest = restOf(notice);
  const values: readonly Run[] = isOver(notice) ? [] : [{text: valuesOf(about), fontType: 'Monospace'}];
  return runs([
    {text: `${state} · ${about.severity} `, weight: 'Bolder', color: isOver(notice) ? 'Good' : COLOURS[about.severity]},
    {text: `${refLabel(about.ref)} ${about.path}`.trimEnd(), fontType: 'Monospace'},
    {text: ` ${about.title}${isOver(notice) ? '' : ': '}`},
    ...values,
    {text: `${rest === '' ? '' : `, ${rest}`} (${shortId(finding)})`},
  ]);
}

interface Run {
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Medium' | 'Small';
  readonly color?: string;
  readonly fontType?: 'Monospace';
  readonly isSubtle?: boolean;
}

function runs(inlines: readonly Run[]): Json {
  return {
    type: 'RichTextBlock',
    inlines: inlines.map((run) => ({type: 'TextRun', ...run, text: run.text.replaceAll(/[\n\r]+/g, ' ')})),
  };
}
