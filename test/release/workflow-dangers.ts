import {load} from 'js-yaml';

interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** What is wrong with a workflow of GitHub Actions beside what actionlint finds: one line each. */
export function dangersOf(text: string): string[] {
  const workflow = load(text) as Workflow;
  return [
    ...(JSON.stringify(workflow.on).includes('pull_request_target') ? ['pull_request_target'] : []),
    ...(JSON.stringify(workflow.permissions) === '{}' ? [] : ['the workflow does not begin without permissions']),
    ...pinDangers(text),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) => jobDangers(job).map((danger) => `${name}: ${danger}`)),
  ];
}

/** A tag moves; a commit does not. The version beside it is what people and Dependabot read. */
function pinDangers(text: string): string[] {
  return [...text.matchAll(/uses: (\S+)(.*)$/gm)].flatMap(([, action = '', comment = '']) => {
    if (action.startsWith('./')) return [];
    if (!/^[\w.-]+(?:\/[\w.-]+)+@[0-9a-f]{40}$/.test(action)) return [`${action} is not pinned by commit`];
    return /^ # v\d+\.\d+\.\d+$/.test(comment) ? [] : [`${action} does not say its version`];
  });
}

function jobDangers(job: Job): string[] {
  const steps = job.steps.flatMap((step) => [
    // What an expression stands for becomes part of the script, whoever wrote it.
    ...(step.run?.includes('${{') === true ? ['an expression stands in a script'] : []),
    ...(step.uses?.startsWith('actions/checkout@') === true && step.with?.['persist-credentials'] !== false
      ? ['the token stays in the checkout']
      : []),
  ]);
  return [
    ...steps,
    ...(job['timeout-minutes'] === undefined ? ['no timeout'] : []),
    ...(job.permissions === undefined ? ['no permissions of its own'] : []),
    ...(JSON.stringify(job.env ?? {}).includes('secrets.') ? ['a secret is given to the whole job'] : []),
  ];
}
