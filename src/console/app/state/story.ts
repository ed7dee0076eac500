import type {FindingView, TimelineState, UpgradeView} from '../../contract.ts';
import {count} from './words.ts';

/** The answer in a sentence: what is so, and the one finding to look at first. */
export interface Story {
  readonly tone: 'bad' | 'unknown' | 'good';
  /** `4 fields in 2 objects changed past Helm.` */
  readonly lead: string;
  readonly worst?: FindingView;
  /** What is said before that finding, and after it instead of its impact. */
  readonly at?: {readonly word: string; readonly text: string};
  /** What could not be seen, or is not worked out. */
  readonly unsure?: string;
}

/** What a state comes to. */
export function storyOf(state: TimelineState): Story {
  const drift = state.findings.filter(({verdict}) => verdict === 'drift');
  const unseen = unseenText(state);
  const unsure = unseen === undefined ? {} : {unsure: unseen};
  if (state.upgrade !== undefined) return upgradeStory(state, state.upgrade);
  if (state.unrehearsed === true)
    return {tone: 'unknown', lead: 'Not worked out yet.', unsure: state.problem ?? 'What is shown below is of now.'};
  // A state's findings come worst first.
  const [worst] = drift;
  if (worst !== undefined) return {tone: 'bad', lead: leadOf(drift), worst, ...unsure};
  const objects = count(state.summary.compared, 'object');
  if (state.compliance === 'incomplete')
    return {tone: 'unknown', lead: `No drift in the ${objects} that could be seen.`, ...unsure};
  const {accepted: known} = state.summary;
  const accepted = known > 0 ? `, ${known} accepted by ${known === 1 ? 'a rule' : 'rules'}` : '';
  return {tone: 'good', lead: `In contract: ${objects} as approved${accepted}.`, ...unsure};
}

/** How the next upgrade ends, and what it does to the drift of now. */
function upgradeStory({findings}: TimelineState, {succeeds, message, fates}: UpgradeView): Story {
  if (!succeeds) {
    const stopped = findings.find(({id}) => ['conflict', 'refused'].includes(fates[id]?.verdict ?? ''));
    return {
      tone: 'bad',
      lead: 'The next helm upgrade fails.',
      ...(stopped === undefined
        ? {unsure: shortened(message ?? '')}
        : {
            worst: stopped,
            at: {
              word: 'At',
              text: shortened((fates[stopped.id]?.text ?? '').replace(/^Next upgrade: (it will fail here, )?/, '')),
            },
          }),
    };
  }
  const of = (...verdicts: readonly string[]): number =>
    Object.values(fates).filter(({verdict}) => verdicts.includes(verdict)).length;
  const parts = [
    of('restored') > 0 ? `${count(of('restored'), 'field')} put back` : '',
    of('overwritten') > 0 ? `${of('overwritten')} overwritten` : '',
    of('kept') > 0 ? `${of('kept')} kept as ${of('kept') === 1 ? 'it is' : 'they are'}` : '',
    of('unforeseen') > 0 ? `${of('unforeseen')} not to be foreseen` : '',
  ].filter((part) => part !== '');
  const rest = of('kept', 'unforeseen') > 0;
  return {
    tone: rest ? 'unknown' : 'good',
    lead: `The next helm upgrade goes through${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`,
  };
}

/** `3 fields in 2 objects changed past Helm, 1 object is missing, 2 objects are nowhere declared.` */
function leadOf(drift: readonly FindingView[]): string {
  const whole = (change: FindingView['change']): number => drift.filter((each) => each.change === change).length;
  const fields = drift.filter(({change}) => change !== 'missing' && change !== 'extra');
  const objects = new Set(fields.map(({ref}) => `${ref.group} ${ref.kind} ${ref.namespace ?? ''} ${ref.name}`)).size;
  const [missing, extra] = [whole('missing'), whole('extra')];
  const parts = [
    fields.length > 0 ? `${count(fields.length, 'field')} in ${count(objects, 'object')} changed past Helm` : '',
    missing > 0 ? `${count(missing, 'object is', 'objects are')} missing` : '',
    extra > 0 ? `${count(extra, 'object was', 'objects were')} never declared` : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

const shortened = (text: string): string => (text.length > 140 ? `${text.slice(0, 139)}…` : text);

/** `1 object and one thing more could not be seen.` */
export function unseenText({gaps}: Pick<TimelineState, 'gaps'>): string | undefined {
  if (gaps.length === 0) return undefined;
  const objects = new Set(gaps.flatMap(({key, object}) => key ?? object ?? [])).size;
  const others = gaps.filter(({object}) => object === undefined).length;
  if (objects === 0) return `${count(others, 'thing')} could not be seen.`;
  return `${count(objects, 'object')}${others === 0 ? '' : ` and ${count(others, 'thing')} more`} could not be seen.`;
}
