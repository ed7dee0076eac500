import {DEFAULT_SCALAR_STYLE_RULES, defineScalarTag, dump, DUMP_SCHEMA, NOT_RESOLVED, SCALAR_STYLE} from 'js-yaml';
import type {ScalarStyleRule} from 'js-yaml';

/** Characters that a terminal or an editor would act on instead of showing them. */
const ACTIVE = /[\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
const ALL_ACTIVE = new RegExp(ACTIVE, 'g');

/** js-yaml has no word for 64-bit integers; written plain, they read as the numbers that they are. */
const bigTag = defineScalarTag<bigint>('tag:yaml.org,2002:helm-int64', {
  implicit: true,
  resolve: (source) => (/^-?\d{16,20}$/.test(source) ? BigInt(source) : NOT_RESOLVED),
  identify: (value) => typeof value === 'bigint',
  represent: String,
});
const SCHEMA = DUMP_SCHEMA.withTags(bigTag);

const quoteActive: ScalarStyleRule = (layout) => {
  if (ACTIVE.test(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
};
const STYLE_RULES = [quoteActive, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)];

/** Block YAML that YAML 1.1 and 1.2 read alike: whatever one of them could take for more than a text is quoted. */
export function writeYaml(value: unknown): string {
  const text = dump(value, {
    schema: SCHEMA,
    lineWidth: -1,
    noRefs: true,
    skipInvalid: true,
    scalarStyleRules: STYLE_RULES,
  });
  // All of them stand between double quotes now, where an escape means the same.
  return text.replace(ALL_ACTIVE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
