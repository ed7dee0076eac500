import type {ReportContext} from './context.ts';
import type {SafeReport} from '../redact/redactor.ts';

export const FORMATS = ['text', 'table', 'json', 'yaml', 'markdown', 'junit', 'sarif', 'github', 'html'] as const;
export type Format = (typeof FORMATS)[number];
export type Reporter = (reports: readonly SafeReport[], context: ReportContext) => string;

/** A format without an implementation does not compile; each is loaded when it is asked for, and none before. */
export const REPORTERS = {
  text: async () => (await import('./text.ts')).textReport,
  table: async () => (await import('./table.ts')).tableReport,
  json: async () => (await import('./json.ts')).jsonReport,
  yaml: async () => (await import('./yaml.ts')).yamlReport,
  markdown: async () => (await import('./markdown.ts')).markdownReport,
  junit: async () => (await import('./junit.ts')).junitReport,
  sarif: async () => (await import('./sarif.ts')).sarifReport,
  github: async () => (await import('./github.ts')).githubReport,
  html: async () => (await import('./html.ts')).htmlReport,
} satisfies Record<Format, () => Promise<Reporter>>;
