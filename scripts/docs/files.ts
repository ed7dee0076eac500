import {releaseDriftDefinition} from '../../src/agent/definition.ts';
import {GAP_REASONS, IGNORE_REASONS} from '../../src/model/reasons.ts';
import {reasonsMarkdown} from '../../src/report/reasons.ts';
import {readFileSync} from 'node:fs';
import {supportTable} from '../../test/matrix/results.ts';
import type {MatrixResults} from '../../test/matrix/results.ts';
import {writeYaml} from '../../src/yaml/write.ts';
import {layersDrawing, layersTable} from './layers.ts';

/** A file of which some or all is made from the code; `made` takes its text as it is and gives it as it should be. */
export interface GeneratedFile {
  readonly file: string;
  readonly made: (text: string) => string;
}

/** The parts of docs/drift-report.schema.json that list codes. */
interface ReportSchema {
  readonly definitions: {
    readonly report: {properties: {gaps: {items: {properties: {reason: object}}}}};
    readonly finding: {properties: {why: {properties: {code: object}}}};
  };
}

export const GENERATED: readonly GeneratedFile[] = [
  {
    file: 'charts/helm-drift/files/releasedrift.yaml',
    made: () => `# Made from src/agent/definition.ts by npm run docs.\n${writeYaml(releaseDriftDefinition())}`,
  },
  {file: 'docs/reasons.md', made: () => reasonsMarkdown()},
  {
    file: 'docs/drift-report.schema.json',
    made: (text) => {
      const schema = JSON.parse(text) as ReportSchema;
      const {report, finding} = schema.definitions;
      report.properties.gaps.items.properties.reason = {enum: Object.keys(GAP_REASONS)};
      finding.properties.why.properties.code = {enum: Object.keys(IGNORE_REASONS)};
      return `${JSON.stringify(schema, undefined, 2)}\n`;
    },
  },
  {
    file: 'docs/ARCHITECTURE.md',
    made: (text) => between(between(text, 'layers', layersDrawing()), 'folders', layersTable()),
  },
  {
    file: 'README.md',
    made: (text) => {
      const results = JSON.parse(readFileSync('test/matrix/results.json', 'utf8')) as MatrixResults;
      return between(text, 'support', supportTable(results));
    },
  },
];

/** Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->`. Throws where the marks are missing. */
function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the marks ${start} and ${end} are missing`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}
