import {execFileSync} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import {connect} from '../src/kube/connection.ts';
import {getJson} from '../src/kube/request.ts';
import {tableOfOpenApi} from '../src/check/normalize/schema/openapi.ts';

/**
 * Writes the table of the built-in kinds from the API server of the current kubeconfig, which must be one without custom
 * resources. One type a line keeps its diffs small.
 */
const TARGET = 'src/check/normalize/schema/builtin.json';

const connection = await connect({});
const index = await getJson(connection, {path: '/openapi/v3'});
const kinds: Record<string, string> = {};
const types: Record<string, Readonly<Record<string, string>>> = {};
for (const path of Object.keys(index.body['paths'] as object).filter((name) => /^apis?\/.*v\d/.test(name))) {
  const {body} = await getJson(connection, {path: `/openapi/v3/${path}`});
  const table = tableOfOpenApi(body);
  Object.assign(kinds, table.kinds);
  Object.assign(types, table.types);
}

/** What OpenAPI does not say, from the Go types and from Kubernetes' own defaulting code. */
function fromGo(command: string): unknown {
  const options = {cwd: 'sandbox/controlplane', env: {...process.env, CGO_ENABLED: '0'}, maxBuffer: 1 << 24};
  return JSON.parse(execFileSync('go', ['run', command], {...options, encoding: 'utf8'}));
}

/** Which fields of a type are not written out at zero. */
const zeros = fromGo('./zeros') as Record<string, readonly string[]>;
/** The values of fields that a manifest leaves out. */
const defaults = fromGo('./defaults') as Record<string, Readonly<Record<string, string | number | boolean>>>;
/** Defaults that hang on a neighbour: the policy of an image on its tag. */
const DEPENDENT = new Set(['imagePullPolicy', 'pullPolicy']);

for (const [name, fields] of Object.entries(types)) {
  types[name] = Object.fromEntries(
    Object.entries(fields).map(([field, code]) => {
      const kept = zeros[name]?.includes(field) === true ? code.replace(/^[snb]/, '$&0') : code;
      const value = DEPENDENT.has(field) ? undefined : defaults[name]?.[field];
      // OpenAPI calls the zero of a required field its default, and the code knows better.
      return [field, value === undefined ? kept : `${kept.split('=', 1)[0]}=${JSON.stringify(value)}`];
    }),
  );
}

// Kubernetes' own code defaults it where the binding is defaulted, which no single type shows.
types['io.k8s.api.rbac.v1.RoleRef'] = {
  ...types['io.k8s.api.rbac.v1.RoleRef'],
  apiGroup: 's0="rbac.authorization.k8s.io"',
};

const lines = (record: object): string =>
  Object.entries(record)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n');
const text = `{\n  "kinds": {\n${lines(kinds)}\n  },\n  "types": {\n${lines(types)}\n  }\n}\n`;
await writeFile(TARGET, text);
process.stderr.write(
  `${TARGET}: ${Object.keys(kinds).length} kinds, ${Object.keys(types).length} types, ${Math.round(text.length / 1024)} KiB\n`,
);
connection.close();
