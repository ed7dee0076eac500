import {onTestFinished} from 'vitest';
import type {SinkSettings} from '../../src/config/sinks.ts';
import type {Delivery, Message, Notice} from '../../src/model/notify.ts';
import {openSink} from '../../src/notify/deliver/sinks.ts';
import type {OpenSink} from '../../src/notify/deliver/sinks.ts';
import {START} from './scene.ts';

export function notice(parts: Partial<Notice> = {}, about: Partial<Notice['about']> = {}): Notice {
  return {
    id: 'a1b2c3d4'.repeat(4),
    state: 'new',
    at: '2026-11-28T00:00:00.000Z',
    finding: '0123456789abcdef'.repeat(4),
    value: 'f'.repeat(32),
    about: {
      severity: 'high',
      ref: {group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web'},
      apiVersion: 'apps/v1',
      uid: 'a-uid',
      path: 'spec.replicas',
      change: 'changed',
      title: 'Replicas',
      desired: '3',
      live: '5',
      by: {manager: 'kubectl-edit', certainty: 'exact'},
      first: '2026-11-27T00:00:00.000Z',
      since: '2026-11-28T00:00:00.000Z',
      returns: 0,
      ...about,
    },
    ...parts,
  };
}

export const message = (...notices: Notice[]): Message => ({
  release: {name: 'web', namespace: 'shop', revision: 3},
  notices,
});

/** A sink that no test leaves open. */
export function sinkOf(settings: SinkSettings, env: NodeJS.ProcessEnv = {}, timeoutMs = 5000): OpenSink {
  const sink = openSink(settings, {
    env,
    now: () => START,
    cluster: 'cluster uid',
    tellCluster: async () => ({accepted: true}),
    timeoutMs,
  });
  onTestFinished(() => sink.close());
  return sink;
}

export const send = (sink: OpenSink, one: Message): Promise<Delivery> => sink.send(one, new AbortController().signal);
