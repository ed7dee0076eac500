import {worstOf} from '../../app/exit.ts';
import type {Runtime} from '../../app/runtime.ts';
import {statusOf} from '../../app/status.ts';
import {UserError} from '../../model/errors.ts';
import {statusJson, statusOutcome, statusText, statusYaml} from '../../report/status.ts';
import {withSession} from '../session.ts';
import {sayOutcome} from '../text/output.ts';
import type {StatusFlags} from './status.ts';

/** Prints what is written of releases; the exit code is that of a check, and what is not current is incomplete. */
export async function runStatus(flags: StatusFlags, runtime: Runtime): Promise<number> {
  const {release, isEverywhere, output, policy} = flags;
  return withSession(flags.session, runtime, async (session) => {
    const namespace = isEverywhere ? undefined : await session.namespace();
    const now = runtime.now();
    const found = await statusOf(await session.cluster(), namespace, now);
    const meant = release === undefined ? found.releases : found.releases.filter(({name}) => name === release);
    if (release !== undefined && meant.length === 0)
      throw new UserError(
        `nothing is written of a release "${release}" in namespace ${namespace ?? ''}`,
        `\`helm drift check ${release} -n ${namespace ?? ''}\` looks at it now.`,
        {code: 'not-found'},
      );
    const document = {...found, releases: meant};
    const outcome = statusOutcome(document, policy);
    const texts = {
      json: () => statusJson(document, outcome),
      yaml: () => statusYaml(document, outcome),
      text: () => statusText(document, now, release !== undefined),
      table: () => statusText(document, now, true),
    };
    const isText = output === 'text' || output === 'table';
    await sayOutcome(runtime.stdout, isText ? 'text' : 'json', texts[output]());
    return worstOf([outcome]);
  });
}
