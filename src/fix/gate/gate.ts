import {createInterface} from 'node:readline/promises';
import {PreconditionError} from '../../model/errors.ts';

/** Where a question can be asked: a terminal on both sides. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & {readonly isTTY?: boolean};
  readonly output: NodeJS.WritableStream & {readonly isTTY?: boolean};
}

export type Consent = 'yes' | 'no' | 'nobody-to-ask';

/** One question, and only a plain yes is one. Whoever is not there to answer has not agreed. */
export async function ask(question: string, yes: boolean, {input, output}: Terminal): Promise<Consent> {
  if (yes) return 'yes';
  if (input.isTTY !== true || output.isTTY !== true) return 'nobody-to-ask';
  const asking = createInterface({input, output});
  try {
    const ended = new Promise<string>((resolve) => asking.once('close', () => resolve('')));
    const answer = await Promise.race([asking.question(question), ended]);
    return /^y(es)?$/i.test(answer.trim()) ? 'yes' : 'no';
  } finally {
    asking.close();
  }
}

/** Throws PreconditionError where nobody agreed. `hint` says what whoever is not there can do beforehand. */
export function assertConsent(consent: Consent, hint: string): void {
  if (consent === 'no') throw new PreconditionError('declined: nothing was written');
  if (consent === 'nobody-to-ask')
    throw new PreconditionError('nobody is there to ask: this is no terminal', `Nothing was written. ${hint}`);
}
