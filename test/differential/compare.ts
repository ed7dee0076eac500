import {grouped} from '../accuracy/json.ts';
import {keyOf} from '../accuracy/subjects.ts';
import type {Subject} from '../accuracy/subjects.ts';
import {sizeOf} from './intents.ts';
import type {Intent} from './intents.ts';
import {knownReason} from './known.ts';
import type {Side} from './known.ts';
import {overlap, pathClass} from './verdicts.ts';
import type {Finding, Verdicts} from './verdicts.ts';

export interface Pair {
  readonly intent: Intent;
  readonly subject: Subject;
  /** What another manager did to the live object; undefined where nobody did anything. */
  readonly edit: string | undefined;
}

export interface Disagreement {
  readonly side: Side;
  readonly pair: Pair;
  readonly finding: Finding;
  /** How the other run put it, where it saw the place and did not call it drift. */
  readonly elsewhere: string;
}

/** Disagreements at one place of one kind, or of what kinds share, which have one cause more often than not. */
export interface DisagreementClass {
  readonly side: Side;
  readonly place: string;
  readonly kinds: readonly string[];
  readonly count: number;
  readonly example: Disagreement;
  readonly known: string | undefined;
}

export interface Runs {
  readonly client: Verdicts;
  readonly server: Verdicts;
  /** The client's once more, after the server's: what moved meanwhile is no disagreement. */
  readonly again: Verdicts;
}

const isDrift = ({verdict}: Finding): boolean => verdict === 'drift';

export function disagreements(pairs: readonly Pair[], {client, server, again}: Runs): Disagreement[] {
  return pairs.flatMap((pair) => {
    const key = keyOf(pair.subject);
    if (server.gaps.has(key)) return [];
    const [byClient = [], byServer = [], later = []] = [client, server, again].map(({findings}) => findings.get(key));
    if (wordsOf(byClient) !== wordsOf(later)) return [];
    const only = (side: Side, from: readonly Finding[], others: readonly Finding[]): Disagreement[] =>
      from
        .filter((finding) => isDrift(finding) && !others.some((other) => isDrift(other) && overlap(finding, other)))
        .map((finding) => ({side, pair, finding, elsewhere: othersWord(finding, others)}));
    const shared =
      pair.edit === undefined
        ? byServer.filter(
            (finding) => isDrift(finding) && byClient.some((other) => isDrift(other) && overlap(finding, other)),
          )
        : [];
    return [
      ...only('client-only', byClient, byServer),
      ...only('server-only', byServer, byClient),
      ...shared.map((finding) => ({side: 'both' as const, pair, finding, elsewhere: ''})),
    ];
  });
}

const wordsOf = (findings: readonly Finding[]): string =>
  findings
    .filter(isDrift)
    .map(({path, change}) => `${path} ${change}`)
    .toSorted()
    .join('\n');

function othersWord(finding: Finding, others: readonly Finding[]): string {
  const other = others.find((candidate) => overlap(finding, candidate));
  return other === undefined ? 'says nothing' : `${other.verdict} ${other.code}`;
}

const reasonOf = ({side, pair, finding}: Disagreement): string | undefined =>
  knownReason(pair.intent.kind.kind, finding.path, side);

const POD_TEMPLATE = /^(spec\.)?(jobTemplate\.spec\.)?template\./;

/** Every kind has metadata, and many have a pod's template: these are one place, whosever they are. */
function placeOf({pair, finding}: Disagreement): string {
  const {kind, schema} = pair.intent.kind;
  const path = pathClass(finding, schema);
  if (path.startsWith('metadata.')) return path;
  if (kind === 'Pod') return `pod ${path}`;
  return POD_TEMPLATE.test(path) ? `pod ${path.replace(POD_TEMPLATE, '')}` : `${kind} ${path}`;
}

export function classesOf(all: readonly Disagreement[]): DisagreementClass[] {
  const classOf = (disagreement: Disagreement): string =>
    [disagreement.side, placeOf(disagreement), reasonOf(disagreement)].join(' ');
  return [...grouped(all, classOf).values()]
    .flatMap((members): DisagreementClass[] => {
      const [example] = members.toSorted((a, b) => sizeOf(a.pair.intent) - sizeOf(b.pair.intent));
      if (example === undefined) return [];
      return [
        {
          side: example.side,
          place: placeOf(example),
          kinds: [...new Set(members.map(({pair}) => pair.intent.kind.kind))].toSorted(),
          count: members.length,
          example,
          known: reasonOf(example),
        },
      ];
    })
    .toSorted((a, b) => a.side.localeCompare(b.side) || b.count - a.count || a.place.localeCompare(b.place));
}
