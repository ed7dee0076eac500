import {EXIT} from '../../app/exit.ts';
import type {Runtime} from '../../app/runtime.ts';
import {UserError} from '../../model/errors.ts';
import {last} from '../flags/args.ts';
import type {FlagGroup} from '../flags/args.ts';
import {AUDIT_FLAGS, auditFlags} from '../flags/audit.ts';
import type {AuditFlags} from '../flags/audit.ts';
import {connectionFlags} from '../flags/connection.ts';
import {secondsOf} from '../flags/duration.ts';
import type {Moment} from '../../report/timeline.ts';
import type {Who} from '../../report/who.ts';
import {OUTCOME_FLAGS} from '../flags/report.ts';
import {withSession} from '../session.ts';
import {witnessed} from '../witness.ts';
import type {SessionFlags} from '../flags/session.ts';
import {sayOutcome} from '../text/output.ts';
import {widthOf} from '../text/width.ts';
import {command} from './command.ts';

const TIMELINE_FLAGS = {
  field: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'only what is about such an object or field: KIND/NAME[:PATH], with * and ? (repeatable)',
    group: 'Timeline:',
  },
  since: {type: 'string', nargs: 1, describe: 'only what is younger: 8h, 7d', group: 'Timeline:'},
  ...AUDIT_FLAGS,
  ...OUTCOME_FLAGS,
} as const satisfies FlagGroup;

/** `helm drift timeline`: revisions, writes, people, findings and fixes of a release, in one order. */
export const TIMELINE = command({
  usage: 'timeline <release>',
  describe: 'what was done to a release, by whom and when: revisions, writes, findings and fixes in one order',
  options: TIMELINE_FLAGS,
  examples: [
    ['helm drift timeline test-nginx -n sandbox-nginx', 'all that the cluster and this machine know of it'],
    ['helm drift timeline test-nginx -n sandbox-nginx --field "Service/*" --since 7d', 'of one object, the last week'],
  ],
  run: (args, runtime) => {
    const {release, field, output} = args;
    const since = last(args.since);
    const empty = field?.find((one) => one === '');
    if (empty !== undefined)
      throw new UserError(
        '--field was given an empty word',
        'Is a variable of a script not set? Leave the flag out, or say it.',
      );
    const request = {
      release,
      fields: field ?? [],
      since: since === undefined ? undefined : secondsOf(since, '--since') * 1000,
      output,
      ...auditFlags(args),
    };
    const session = {settings: connectionFlags(args, runtime.env), config: undefined, check: {}, showSecrets: false};
    return showTimeline(request, session, runtime);
  },
});

interface TimelineFlags extends AuditFlags {
  readonly release: string;
  readonly fields: readonly string[];
  readonly since: number | undefined;
  readonly output: 'text' | 'json';
}

async function showTimeline(
  {release, fields, since, output, audit, who: shown = 'person'}: TimelineFlags,
  flags: SessionFlags,
  runtime: Runtime,
): Promise<number> {
  const [{timelineOf}, {timelineJson, timelineText}] = await Promise.all([
    import('../../app/timeline.ts'),
    import('../../report/timeline.ts'),
  ]);
  const {witness, seeing} = await witnessed(flags, audit, 'all objects');
  const {moments, namespace} = await withSession(seeing, runtime, async (session) => ({
    moments: await timelineOf({release, fields, since, witness}, session, runtime),
    namespace: await session.namespace(),
  }));
  const told = moments.map((moment) => named(moment, shown));
  const text =
    output === 'json'
      ? timelineJson({name: release, namespace}, told)
      : timelineText(told, runtime.now(), widthOf(runtime));
  await sayOutcome(runtime.stdout, output, text);
  return EXIT.clean;
}

function named(moment: Moment, who: Who): Moment {
  if (who === 'person') return moment;
  const {person: _person, manager, ...rest} = moment;
  return who === 'none' || manager === undefined ? rest : {...rest, manager};
}
