import {createHmac} from 'node:crypto';
import type {HttpSettings, SinkSettings} from '../../config/sinks.ts';
import {UserError, messageOf} from '../../model/errors.ts';
import type {Json} from '../../model/json.ts';
import type {Delivery, Message, Sink} from '../../model/notify.ts';
import {alertsOf} from '../bodies/alerts.ts';
import {cloudEvent, CLOUD_EVENT_TYPE} from '../bodies/cloud-event.ts';
import {slackBody} from '../bodies/slack.ts';
import {teamsBody} from '../bodies/teams.ts';
import {poster} from './post.ts';
import type {Post} from './post.ts';
import {secretOf, textOf, urlOf} from './secrets.ts';

export interface SinkContext {
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The cluster's uid, or its server. */
  readonly cluster: string;
  /** Makes an Event on the object of each notice. */
  readonly tellCluster: (message: Message, signal: AbortSignal) => Promise<Delivery>;
  readonly timeoutMs?: number;
}

/** A sink that lets go of its sockets. */
export interface OpenSink extends Sink {
  readonly close: () => void;
}

/** What of a message a sink would send, for people to look at; it holds no address and no secret. */
export type Bodies = readonly Json[];

const JSON_TYPE = 'application/json';
const SIGNATURE = 'x-helm-drift-signature';

/** The sink that some settings name. */
export function openSink(settings: SinkSettings, context: SinkContext): OpenSink {
  const {name} = settings;
  if (settings.kind === 'events') return {name, batch: 10, reminds: false, send: context.tellCluster, close: () => {}};
  const {timeoutMs} = context;
  const post = poster({env: context.env, now: context.now, ...(timeoutMs === undefined ? {} : {timeoutMs})});
  const way = {post, context, name};
  const send = async (message: Message, signal: AbortSignal): Promise<Delivery> => {
    for (const body of bodiesOf(settings, message, context)) {
      const delivery = await posted(settings, body, way, signal);
      if (!('accepted' in delivery)) return delivery;
    }
    return {accepted: true};
  };
  const common = {name, send, close: post.close};
  switch (settings.kind) {
    case 'cloudEvents':
      // Each is an event of its own: a batch of them would be one that is half accepted.
      return {...common, batch: 1, reminds: true};
    case 'slack':
    case 'teams':
      return {...common, batch: 10, reminds: true};
    case 'alertmanager':
      return {
        ...common,
        batch: 50,
        reminds: false,
        refresh: {
          everyMs: settings.resendMs,
          send: (messages, signal) => posted(settings, alerts(settings, messages, context), way, signal),
        },
      };
  }
}

/** The bodies that a message becomes, in their order. */
export function bodiesOf(
  settings: Exclude<SinkSettings, {kind: 'events'}>,
  message: Message,
  context: Pick<SinkContext, 'now' | 'cluster'>,
): Bodies {
  switch (settings.kind) {
    case 'cloudEvents':
      return message.notices.map((notice) => cloudEvent(message.release, notice, context.cluster));
    case 'slack':
      return [slackBody(message, settings.template)];
    case 'teams':
      return [teamsBody(message, settings.template)];
    case 'alertmanager':
      return [alerts(settings, [message], context)];
  }
}

function alerts(
  {resolveAfterMs}: Extract<SinkSettings, {kind: 'alertmanager'}>,
  messages: readonly Message[],
  {now}: Pick<SinkContext, 'now'>,
): Json[] {
  return alertsOf(messages, {now: now(), resolveAfterMs});
}

interface Way {
  readonly post: Post;
  readonly context: SinkContext;
  readonly name: string;
}

async function posted(
  settings: Exclude<SinkSettings, {kind: 'events'}>,
  json: Json,
  {post, context: {env, now}, name}: Way,
  signal: AbortSignal,
): Promise<Delivery> {
  const body = JSON.stringify(json);
  try {
    const {url, ca, authorization} = await addressOf(settings, name, env);
    const signature =
      settings.kind === 'cloudEvents' && settings.secret !== undefined
        ? {[SIGNATURE]: signatureOf(body, await secretOf(settings.secret, `${name}: secret`, env), now())}
        : {};
    const headers = {
      'content-type': settings.kind === 'cloudEvents' ? CLOUD_EVENT_TYPE : JSON_TYPE,
      ...authorization,
      ...signature,
    };
    return await post.post({url, body, headers, ...(ca === undefined ? {} : {ca})}, signal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {later: messageOf(error)};
  }
}

interface Addressed {
  readonly url: URL;
  readonly ca: string | undefined;
  readonly authorization: Readonly<Record<string, string>>;
}

async function addressOf(
  settings: HttpSettings & Pick<SinkSettings, 'kind'>,
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<Addressed> {
  const url = await urlOf(settings.url, `${name}: url`, env);
  if (settings.kind === 'alertmanager' && !/\/api\/v2\/alerts\/?$/.test(url.pathname))
    url.pathname = `${url.pathname.replace(/\/$/, '')}/api/v2/alerts`;
  const {caFile, token} = settings;
  return {
    url,
    ca: caFile === undefined ? undefined : await textOf(caFile, `${name}: caFile`),
    authorization: token === undefined ? {} : {authorization: `Bearer ${await secretOf(token, `${name}: token`, env)}`},
  };
}

/** `t=1764331200,v1=…`: an HMAC-SHA-256, hex, of the time, a dot and the body; whoever checks it refuses times long ago. */
export function signatureOf(body: string, secret: string, now: number): string {
  const time = Math.floor(now / 1000);
  return `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}
