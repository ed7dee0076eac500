import type {Json} from '../../model/json.ts';
import type {Message, Notice} from '../../model/notify.ts';
import {refLabel} from '../../model/refs.ts';
import {commandsOf, filled, headlineOf, isOver, restOf, shortId, valuesOf, wordsOf} from '../words.ts';

/** Slack's own limits: api.slack.com/reference/block-kit. */
const [HEADER, SECTION] = [150, 3000];

/** The body for an incoming webhook. Nothing in it mentions anybody, or is a link. */
export function slackBody(message: Message, template?: string): Json {
  const {look, fix} = commandsOf(message);
  const ids = message.notices.map(({id}) => id.slice(0, 8)).join(' ');
  const line = (notice: Notice): string =>
    template === undefined ? plainLine(notice) : filled(template, wordsOf(message.release, notice), escaped);
  const hints = [code(look), ...(fix === undefined ? [] : [code(fix)])].join('\n');
  return {
    text: escaped(headlineOf(message)),
    blocks: [
      {type: 'header', text: {type: 'plain_text', text: cut(headlineOf(message), HEADER), emoji: false}},
      ...message.notices.map((notice) => section(line(notice))),
      {type: 'context', elements: [{type: 'mrkdwn', text: cut(`${hints}\n${ids}`, SECTION), verbatim: true}]},
    ],
  };
}

function plainLine(notice: Notice): string {
  const {state, about, finding} = notice;
  const place = code(`${refLabel(about.ref)} ${about.path}`.trimEnd());
  const values = isOver(notice) ? '' : `: ${code(valuesOf(about))}`;
  const rest = restOf(notice);
  return `*${state} · ${about.severity}* ${place}\n${escaped(about.title)}${values}${rest === '' ? '' : `, ${escaped(rest)}`} (${shortId(finding)})`;
}

/** `verbatim`: what looks like an address or a name stays text. */
function section(text: string): Json {
  return {type: 'section', text: {type: 'mrkdwn', text: cut(text, SECTION), verbatim: true}};
}

/** Slack reads three characters as its own; what would be bold, struck or code is kept apart by a character of no width. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, '\u200B$&\u200B')
    .replaceAll(/[\n\r]+/g, ' ');
}

function code(text: string): string {
  const inner = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('`', 'ˋ')
    .replaceAll(/[\n\r]+/g, ' ');
  return `\`${inner === '' ? ' ' : inner}\``;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
