import type {AccuracyOptions} from './options.ts';
import {NEGATIVES} from './negatives.ts';
import {Rng} from './rng.ts';
import {inLanes} from './run-tool.ts';
import {keyOf} from './subjects.ts';
import type {Subject} from './subjects.ts';
import {versionOf} from './write.ts';
import type {Hands} from './write.ts';

/** A write that the server accepted and that is no drift. */
export interface NoDrift {
  readonly subject: Subject;
  readonly what: string;
  /** Why the product passed over what it saw of the object. */
  readonly codes: readonly string[];
}

const TRIES = 12;

export async function writeNegatives(
  {seed, negatives: wanted, only}: Pick<AccuracyOptions, 'seed' | 'negatives' | 'only'>,
  others: readonly Subject[],
  subjects: readonly Subject[],
  hands: Hands,
): Promise<NoDrift[]> {
  const done: NoDrift[] = [];
  // A replay of one mutation needs none of them.
  if (only !== undefined) return done;
  const weights = Object.fromEntries(Object.entries(NEGATIVES).map(([name, {weight}]) => [name, weight]));
  const write = async (subject: Subject): Promise<void> => {
    const names = new Rng(seed, 'no drift', keyOf(subject)).ordered(weights).slice(0, TRIES);
    const neighbours = subjects.filter(({release}) => release === subject.release);
    for (const [index, what] of names.entries()) {
      const rng = new Rng(seed, 'no drift', keyOf(subject), index);
      const {status, body: before} = await hands.api.ask('GET', subject.url);
      if (status !== 200) return;
      const reply = await NEGATIVES[what]?.write({subject, before, rng, hands, neighbours});
      // What the server wrote nothing down for leaves nothing to be wrong about.
      if (reply?.after === undefined || versionOf(before) === versionOf(reply.after)) continue;
      done.push({subject, what, codes: []});
      return;
    }
  };
  for (let start = 0; done.length < wanted && start < others.length;) {
    const batch = others.slice(start, start + wanted - done.length);
    start += batch.length;
    await inLanes(batch, 3, write);
  }
  return done;
}
