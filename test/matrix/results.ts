import {minorOf} from './versions.ts';

/** What `npm run matrix` has measured: test/matrix/results.json. */
export interface MatrixResults {
  /** The day of the run, and the version of helm drift. */
  readonly date: string;
  readonly version: string;
  /** Of all runs, without what had to be built first. */
  readonly minutes: number;
  /** How many releases of public charts each run installs. */
  readonly corpus: number;
  readonly runs: readonly MatrixRun[];
}

/** One run; versions are those that the binaries say of themselves. */
interface MatrixRun {
  readonly kubernetes: string;
  readonly helm: string;
  readonly node: string;
  readonly clean: number;
  readonly refused: readonly string[];
  readonly wrong: readonly string[];
  readonly seconds: number;
}

/** The table of the README: a row for each Kubernetes, a column for each Helm, and in it the Node that it ran on. */
export function supportTable({date, version, minutes, corpus, runs}: MatrixResults): string {
  const helms = [...new Set(runs.map(({helm}) => helm))];
  const rows = [...new Set(runs.map(({kubernetes}) => kubernetes))].map((kubernetes) => {
    const cells = helms.map((helm) => {
      const run = runs.find((one) => one.kubernetes === kubernetes && one.helm === helm);
      if (run === undefined) return 'not run';
      return `${run.wrong.length === 0 ? '✓' : '✗'} Node ${run.node}`;
    });
    return `| Kubernetes ${kubernetes} | ${cells.join(' | ')} |`;
  });
  const refused = runs.flatMap((run) => run.refused.map((line) => `${line} (Kubernetes ${minorOf(run.kubernetes)})`));
  return [
    `| | ${helms.map((helm) => `Helm ${helm}`).join(' | ')} |`,
    `|---|${helms.map(() => '---|').join('')}`,
    ...rows,
    '',
    `${runs.length} runs of helm drift ${version} on ${date}, in which each two versions meet once, in ${minutes} minutes on two cores: ${corpus} public charts in contract when fresh and after an upgrade${corpusWords(runs, corpus)}, four changes by three tools found, fixed, and the fix undone.`,
    ...(refused.length === 0 ? [] : ['', `Not installed, by helm's own words: ${[...new Set(refused)].join('; ')}.`]),
  ].join('\n');
}

function corpusWords(runs: readonly MatrixRun[], corpus: number): string {
  const fewest = Math.min(...runs.map(({clean}) => clean));
  return fewest === corpus ? '' : ` (${fewest} at the least)`;
}
