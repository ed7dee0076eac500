import {gunzipSync, gzipSync} from 'node:zlib';
import {asObj} from './json.ts';
import type {Obj} from './json.ts';

/** An object without what the server gave it. */
export function declared({status: _status, metadata, spec, ...object}: Obj): Obj {
  const {name, namespace, labels, annotations} = asObj(metadata);
  const {clusterIP: _ip, clusterIPs: _ips, ...chosen} = asObj(spec);
  const kept: Obj = Object.fromEntries(
    Object.entries({name, namespace, labels, annotations}).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  );
  return {...object, metadata: kept, ...(spec === undefined ? {} : {spec: chosen})};
}

/** The JSON of a release, out of the data of its record's Secret, and back. */
export const recordText = (data: string): string =>
  gunzipSync(Buffer.from(Buffer.from(data, 'base64').toString('latin1'), 'base64')).toString('utf8');

export const recordData = (release: string): string =>
  Buffer.from(gzipSync(release).toString('base64'), 'latin1').toString('base64');
