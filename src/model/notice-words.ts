/** What a template may hold, between braces. */
export const NOTICE_WORDS = [
  'state',
  'severity',
  'namespace',
  'release',
  'revision',
  'object',
  'path',
  'title',
  'values',
  'by',
  'since',
  'id',
  'endedBy',
] as const;
export type NoticeWord = (typeof NOTICE_WORDS)[number];
