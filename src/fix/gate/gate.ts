import {createInterface} from 'node:readline/promises';
import {PreconditionError} from '../../model/errors.ts';

/** Where a question can be asked: a terminal on both sides. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & {readonly isTTY?: boolean};
  readonly stderr: NodeJS.WritableStream & {readonly isTTY?: boolean};
}

export interface Question {
  readonly text: string;
  /** Who said yes on the command line is not asked. */
  readonly yes: boolean;
  /** What whoever is not there to answer can do beforehand. */
  readonly hint: string;
}

/** One question, and only a plain yes is one. Throws PreconditionError where nobody agreed: whoever is not there has not. */
export async function assertConsent({text, yes, hint}: Question, {stdin, stderr}: Terminal): Promise<void> {
  if (yes) return;
  if (stdin.isTTY !== true || stderr.isTTY !== true)
    throw new PreconditionError('nobody is there to ask: this is no terminal', `Nothing was written. ${hint}`);
  const asking = createInterface({input: stdin, output: stderr});
  try {
    const ended = new Promise<string>((resolve) => asking.once('close', () => resolve('')));
    const answer = await Promise.race([asking.question(`${text} [y/N] `), ended]);
    if (!/^y(es)?$/i.test(answer.trim())) throw new PreconditionError('declined: nothing was written');
  } finally {
    asking.close();
  }
}
