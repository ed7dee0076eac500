import type {SinkSettings} from '../config/sinks.ts';
import {UserError} from '../model/errors.ts';
import type {PlanCluster} from '../model/fix.ts';
import type {Json} from '../model/json.ts';
import type {Delivery, Message} from '../model/notify.ts';
import {bodiesOf} from '../notify/deliver/sinks.ts';
import {noticeId} from '../notify/notice.ts';
import {clusterOf} from './cluster.ts';
import {assertUsable, deadLettersIn, notifySettings, openSinkFor} from './notify.ts';
import type {Runtime} from './runtime.ts';
import type {Session} from './session.ts';

/** What became of one sink's message. */
export interface Tried {
  readonly sink: string;
  readonly kind: SinkSettings['kind'];
  /** What would be sent, where nothing was. */
  readonly bodies?: readonly Json[];
  readonly delivery?: Delivery;
}

/** Sends a message that says it is a test to each sink, or to one; with `isDry` it is only made. */
export async function tryNotify(
  session: Session,
  runtime: Runtime,
  {sink, isDry}: {readonly sink: string | undefined; readonly isDry: boolean},
): Promise<readonly Tried[]> {
  const sinks = await sinksOf(session, sink);
  if (!isDry) await assertUsable(sinks, session.settings.env ?? runtime.env, session.redactor);
  const message = testMessage(session.settings.namespace ?? 'default', runtime.now());
  const cluster = isDry ? NO_CLUSTER : await reachedFor(sinks, session);
  const tried: Tried[] = [];
  for (const settings of sinks) {
    const {name, kind} = settings;
    if (isDry) {
      const bodies =
        settings.kind === 'events'
          ? [{note: 'an Event on the drifted object'}]
          : bodiesOf(settings, message, {now: () => runtime.now().getTime(), cluster: cluster.server});
      tried.push({sink: name, kind, bodies});
      continue;
    }
    const opened = openSinkFor(settings, session, runtime, cluster);
    try {
      tried.push({sink: name, kind, delivery: await opened.send(message, runtime.signal)});
    } finally {
      opened.close();
    }
  }
  return tried;
}

export interface Replayed {
  readonly taken: number;
  /** Why those that are still there were not taken; a line each sink. */
  readonly left: readonly string[];
}

/** Sends once more what sinks did not take; what they take now is kept no more. */
export async function replayNotices(session: Session, runtime: Runtime, sink: string | undefined): Promise<Replayed> {
  const sinks = await sinksOf(session, sink);
  await assertUsable(sinks, session.settings.env ?? runtime.env, session.redactor);
  const cluster = await clusterOf(await session.cluster());
  const letters = deadLettersIn(runtime.env, cluster);
  const before = await letters.all();
  const taken = new Set<string>();
  const why = new Map<string, string>();
  for (const settings of sinks) {
    const opened = openSinkFor(settings, session, runtime, cluster);
    try {
      for (const letter of before) {
        if (letter.sink !== settings.name) continue;
        const delivery = await opened.send(letter.message, runtime.signal);
        if ('accepted' in delivery) taken.add(JSON.stringify(letter));
        else why.set(settings.name, 'later' in delivery ? delivery.later : delivery.refused);
        // Away is away for the others too.
        if ('later' in delivery) break;
      }
    } finally {
      opened.close();
    }
  }
  // What was added meanwhile stays.
  await letters.change((all) => all.filter((letter) => !taken.has(JSON.stringify(letter))));
  return {taken: taken.size, left: [...why].map(([name, text]) => `${name}: ${text}`)};
}

async function sinksOf(session: Session, named: string | undefined): Promise<readonly SinkSettings[]> {
  const {config} = await session.options();
  const {sinks} = notifySettings(config.settings.notify, config.file);
  if (named === undefined) return sinks;
  const found = sinks.filter(({name}) => name === named);
  if (found.length > 0) return found;
  throw new UserError(`there is no sink "${named}"`, `There are: ${sinks.map(({name}) => name).join(', ')}.`);
}

const NO_CLUSTER: PlanCluster = {name: 'test', server: 'test'};

/** Most sinks need no cluster to be tried. */
async function reachedFor(sinks: readonly SinkSettings[], session: Session): Promise<PlanCluster> {
  return sinks.some(({kind}) => kind === 'events') ? clusterOf(await session.cluster()) : NO_CLUSTER;
}

function testMessage(namespace: string, now: Date): Message {
  const at = now.toISOString();
  const finding = '0123456789abcdef'.repeat(4);
  return {
    release: {name: 'helm-drift-test', namespace, revision: 1},
    notices: [
      {
        id: noticeId(['test', at]),
        state: 'new',
        at,
        finding,
        value: 'test',
        about: {
          severity: 'low',
          ref: {group: 'apps', kind: 'Deployment', namespace, name: 'helm-drift-test'},
          apiVersion: 'apps/v1',
          path: 'spec.replicas',
          change: 'changed',
          title: 'A test: nothing drifted',
          desired: '3',
          live: '5',
          by: {manager: 'helm-drift-notify-test', certainty: 'exact'},
          first: at,
          since: at,
          returns: 0,
        },
      },
    ],
  };
}
