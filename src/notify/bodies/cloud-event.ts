import type {Json} from '../../model/json.ts';
import type {Notice, NoticeRelease} from '../../model/notify.ts';
import {refLabel} from '../../model/refs.ts';

export const CLOUD_EVENT_TYPE = 'application/cloudevents+json; charset=utf-8';

/** A CloudEvent 1.0 in structured mode. `cluster` is a uid, or the server where nobody may read that. */
export function cloudEvent({name, namespace, revision}: NoticeRelease, notice: Notice, cluster: string): Json {
  const {id, state, at, about, finding, before} = notice;
  const part = encodeURIComponent;
  return {
    specversion: '1.0',
    id,
    source: `/helm-drift/clusters/${part(cluster)}/namespaces/${part(namespace)}/releases/${part(name)}`,
    type: `helm-drift.finding.${state.replaceAll(' ', '-')}`,
    subject: `${about.ref.namespace ?? ''}/${refLabel(about.ref)}${about.path === '' ? '' : ` ${about.path}`}`,
    time: at,
    datacontenttype: 'application/json',
    data: {
      schemaVersion: '1',
      kind: 'DriftNotice',
      state,
      release: {name, namespace, ...(revision === undefined ? {} : {revision})},
      finding: {
        id: finding,
        severity: about.severity,
        ...(before === undefined || before.severity === about.severity ? {} : {severityBefore: before.severity}),
        ref: {...about.ref},
        ...(about.uid === undefined ? {} : {uid: about.uid}),
        path: about.path,
        change: about.change,
        title: about.title,
        ...(about.desired === undefined ? {} : {desired: about.desired}),
        ...(about.live === undefined ? {} : {live: about.live}),
        by: {...about.by},
        firstSeen: about.first,
        since: about.since,
        returns: about.returns,
        ...(about.endedBy === undefined ? {} : {endedBy: about.endedBy}),
      },
    },
  };
}
