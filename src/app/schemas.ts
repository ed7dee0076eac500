import {mkdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {replaceFile} from '../disk/replace.ts';
import {tableOfOpenApi} from '../check/normalize/schema/openapi.ts';
import {isCustom} from '../check/normalize/shapes.ts';
import type {Connection} from '../kube/connection.ts';
import {openApiDocument, openApiIndex} from '../kube/openapi.ts';
import type {OpenApiEntry} from '../kube/openapi.ts';
import {UnreachableError} from '../kube/request.ts';
import type {IntentObject} from '../model/intent.ts';
import {isObject} from '../model/json.ts';
import {EMPTY_TABLE} from '../model/schema.ts';
import type {SchemaTable} from '../model/schema.ts';

/** Changes with the table's codes, so that an older version's cache is not misread. */
const FORMAT = 1;

/**
 * The schemas of the kinds that do not come with us, from the cluster: what is asked for once serves all releases. A document of
 * custom resources can be megabytes, so its table is kept on disk under the hash that the server gives it. What cannot be had is
 * left out: those kinds compare by structure, which errs towards reporting.
 */
export function schemaReader(
  connection: Connection,
  cacheFolder: string | undefined,
): (intent: readonly IntentObject[]) => Promise<SchemaTable> {
  let index: Promise<readonly OpenApiEntry[]> | undefined;
  const tables = new Map<string, Promise<SchemaTable>>();
  const tableOfEntry = (entry: OpenApiEntry): Promise<SchemaTable> => {
    const known = tables.get(entry.groupVersion);
    if (known !== undefined) return known;
    const table = tableOf(connection, entry, cacheFolder);
    tables.set(entry.groupVersion, table);
    return table;
  };
  return async (intent) => {
    const custom = intent.filter(({ref}) => isCustom(ref.group, ref.kind));
    const wanted = new Set(custom.map(({apiVersion}) => `apis/${apiVersion}`));
    if (wanted.size === 0) return EMPTY_TABLE;
    try {
      index ??= openApiIndex(connection);
      const entries = (await index).filter(({groupVersion}) => wanted.has(groupVersion));
      return together(await Promise.all(entries.map(tableOfEntry)));
    } catch (error) {
      // Whoever comes next may have more luck.
      index = undefined;
      tables.clear();
      if (error instanceof UnreachableError) return EMPTY_TABLE;
      throw error;
    }
  };
}

/** The same for one intent. */
export function clusterSchemas(
  connection: Connection,
  intent: readonly IntentObject[],
  cacheFolder: string | undefined,
): Promise<SchemaTable> {
  return schemaReader(connection, cacheFolder)(intent);
}

function together(tables: readonly SchemaTable[]): SchemaTable {
  return tables.reduce(
    (all, {kinds, types}) => ({kinds: {...all.kinds, ...kinds}, types: {...all.types, ...types}}),
    EMPTY_TABLE,
  );
}

async function tableOf(
  connection: Connection,
  entry: OpenApiEntry,
  cacheFolder: string | undefined,
): Promise<SchemaTable> {
  const file =
    cacheFolder === undefined
      ? undefined
      : join(cacheFolder, `${FORMAT}-${fileName(entry.groupVersion)}-${entry.hash}.json`);
  const kept = file === undefined ? undefined : await cached(file);
  if (kept !== undefined) return kept;
  const document = await openApiDocument(connection, entry);
  if (document === undefined) return EMPTY_TABLE;
  const table = tableOfOpenApi(document);
  if (file !== undefined) await keep(file, table);
  return table;
}

const fileName = (groupVersion: string): string => groupVersion.replace(/[^A-Za-z0-9.-]/g, '_');

/** Absent, or cut short by a full disk: it is made again. */
async function cached(file: string): Promise<SchemaTable | undefined> {
  try {
    const table: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isTable(table) ? table : undefined;
  } catch {
    return undefined;
  }
}

function isTable(value: unknown): value is SchemaTable {
  return isObject(value) && isObject(value['kinds']) && isObject(value['types']);
}

/** A cache that cannot be written costs time and nothing else. */
async function keep(file: string, table: SchemaTable): Promise<void> {
  try {
    await mkdir(join(file, '..'), {recursive: true});
    // Two checks at once never see half a file.
    await replaceFile(file, JSON.stringify(table), 0o666);
  } catch {
    // Read-only homes are common in pipelines.
  }
}
