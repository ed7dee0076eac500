import {contextsOf} from '../../app/contexts.ts';
import {settingsOf} from '../../app/settings.ts';
import {asDeployed} from '../../app/session.ts';
import type {Runtime} from '../../app/runtime.ts';
import {helmCommand} from '../../helm/helm.ts';
import {metadataOf, textOf} from '../../model/json.ts';
import {formatPath} from '../../model/path.ts';
import {GAP_REASONS, IGNORE_REASONS} from '../../model/reasons.ts';
import {refLabel} from '../../model/refs.ts';
import {withSession} from '../session.ts';

/** What could stand at the end of a line. */
export interface Candidate {
  readonly text: string;
  readonly about?: string;
}

/** The releases of the namespace, as helm lists them. */
export async function releases({env}: Runtime): Promise<Candidate[]> {
  const {helmBin, namespace, connection} = settingsOf({}, env);
  const helm = helmCommand({bin: helmBin, namespace, connection, env});
  const {stdout} = await helm.run(['list', '--short', '--max', '0']);
  return stdout
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => ({text}));
}

/** IDs mean nothing by themselves; each comes with its severity and place. */
export async function findings(release: string, runtime: Runtime): Promise<Candidate[]> {
  const settings = settingsOf({}, runtime.env);
  const flags = {settings, config: undefined, check: {fidelity: 'client'}, showSecrets: false} as const;
  const report = await withSession(flags, runtime, async (session) =>
    session.redactor.report(await session.checkOne(asDeployed(release))),
  );
  return report.findings
    .filter(({verdict}) => verdict === 'drift')
    .map(({id, severity, ref, path}) => ({text: id, about: `${severity} ${refLabel(ref)} ${formatPath(path)}`}));
}

/** The namespaces of the cluster, for who may list them. */
export async function namespaces(runtime: Runtime): Promise<Candidate[]> {
  const flags = {settings: settingsOf({}, runtime.env), config: undefined, check: {}, showSecrets: false} as const;
  return withSession(flags, runtime, async (session) => {
    const {reader} = await session.cluster();
    const kind = (await reader.discover()).find('', 'Namespace');
    const listed = kind === undefined ? undefined : await reader.list(kind, undefined, {metadataOnly: true});
    if (listed === undefined || 'failure' in listed) return [];
    return listed.objects.map((object) => ({text: textOf(metadataOf(object)['name'])}));
  });
}

/** The contexts of the kubeconfig, each with its cluster. */
export async function contexts({env}: Runtime): Promise<Candidate[]> {
  const found = await contextsOf(settingsOf({}, env), env);
  return found.map(({name, cluster}) => ({text: name, about: cluster}));
}

/** What was written from here, newest first, each with its release and time. */
export async function records({env}: Runtime): Promise<Candidate[]> {
  const [{keptRecords}, {recordsFolder}] = await Promise.all([
    import('../../app/records.ts'),
    import('../../fix/record/folder.ts'),
  ]);
  const {records: kept} = await keptRecords(recordsFolder(env));
  return kept.map(
    ({
      head: {
        id,
        plan: {release},
      },
    }) => ({text: id, about: `${release.namespace}/${release.name}`}),
  );
}

/** The releases of which checks of this machine have told, each with its namespace. */
export async function toldReleases({env}: Runtime): Promise<Candidate[]> {
  const {keptReleases} = await import('../../app/drift-history.ts');
  const known = new Map((await keptReleases(env)).map((one) => [`${one.namespace}/${one.name}`, one]));
  return [...known.values()].map(({name, namespace}) => ({text: name, about: namespace}));
}

/** The scenarios that come along, each with its title. */
export async function scenarios({env}: Runtime): Promise<Candidate[]> {
  const [{scenariosIn}, {shipped}] = await Promise.all([
    import('../../simulate/files.ts'),
    import('../../sandbox/shipped.ts'),
  ]);
  const found = await scenariosIn((await shipped(env)).scenarios);
  return found.map(({name, title}) => ({text: name, about: title}));
}

/** The codes of reasons and gaps, each with its words. */
export function reasonCodes(): Candidate[] {
  return Object.entries({...IGNORE_REASONS, ...GAP_REASONS}).map(([text, {text: about}]) => ({text, about}));
}
