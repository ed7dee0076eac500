import {EXIT} from '../../app/exit.ts';
import {rbacOf} from '../../app/rbac.ts';
import type {Runtime} from '../../app/runtime.ts';
import {plural} from '../../model/plural.ts';
import {writeYaml} from '../../yaml/write.ts';
import {withSession} from '../session.ts';
import {say, writeAll} from '../text/output.ts';
import type {RbacFlags} from './rbac.ts';

/** Prints roles as YAML; what should be known of them goes to stderr. Exit code 3 where a release could not be read. */
export async function runRbac({session: flags, request, isEverywhere}: RbacFlags, runtime: Runtime): Promise<number> {
  return withSession(flags, runtime, async (session) => {
    const namespaces = isEverywhere ? [] : [await session.namespace()];
    const {roles, notes, releases} = await rbacOf(session, {...request, namespaces});
    for (const note of notes) say(runtime.stderr, `Note: ${session.redactor.text(note)}\n`);
    const about = `# For the kinds that ${plural(releases, 'release')} declare: print it anew when others come.\n`;
    await writeAll(runtime.stdout, `${about}${roles.map((role) => `---\n${writeYaml(role)}`).join('')}`);
    return notes.length > 0 ? EXIT.incomplete : EXIT.clean;
  });
}
