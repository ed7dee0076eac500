import type {Bug} from './bug.ts';

const ITEMS = 'src/check/normalize/align-items.ts';
const DESIRED = 'src/check/normalize/desired.ts';
const SCALAR = 'src/check/normalize/scalar.ts';
const SHAPES = 'src/check/normalize/shapes.ts';
const OPENAPI = 'src/check/normalize/schema/openapi.ts';

export const NORMALIZE: readonly Bug[] = [
  {
    name: 'quantity-as-text',
    file: SCALAR,
    find: "return canonicalQuantity(value, shape.scalar === 'resource' ? 3 : 9) ?? value;",
    replace: 'return String(value);',
    why: 'the same amount in another unit is taken for another amount',
  },
  {
    name: 'quantity-fraction',
    file: 'src/check/normalize/scalars/quantity.ts',
    find: 'power - fraction.length + places',
    replace: 'power + places',
    why: '1.5 is read as 15',
  },
  {
    name: 'quantity-by-number',
    file: SCALAR,
    find: "return canonicalQuantity(value, shape.scalar === 'resource' ? 3 : 9) ?? value;",
    replace: 'return Number.parseInt(String(value), 10);',
    why: '1Gi and 1Mi are taken for the same amount',
  },
  {
    name: 'int-or-string-by-number',
    file: SCALAR,
    find: `return typeof value === 'string' && /^-?\\d{1,15}$/.test(value) ? Number(value) : guessed(value);`,
    replace: `return typeof value === 'string' ? Number.parseInt(value, 10) : value;`,
    why: 'one named port is taken for any other',
  },
  {
    name: 'keyed-by-position',
    file: ITEMS,
    find: 'return byKeys(desired as JsonObject[], live as JsonObject[], shape);',
    replace:
      'return desired.map((item, index) => ({step: {segment: {index}}, desired: item, live: live[index] as Json}));',
    why: 'after an item was put in or taken out, each item is held against its neighbour',
  },
  {
    name: 'key-default-forgotten',
    file: ITEMS,
    find: 'item[key] ?? fallback;',
    replace: 'item[key];',
    why: 'a port declared without a protocol is not the live one with TCP',
  },
  {
    name: 'longer-list-cut',
    file: ITEMS,
    find: 'return desired.length === live.length\n    ?',
    replace: 'return desired.length <= live.length\n    ?',
    why: 'an item at the end of an ordered list is not seen',
  },
  {
    name: 'surplus-items-forgotten',
    file: ITEMS,
    find: `return [...pairs, ...rest.map(({value, index}): ItemPair => ({step: {segment: {index}, extra: true}, live: value}))];`,
    replace: 'return pairs;',
    why: 'a rule, a peer or a subject more is not seen',
  },
  {
    name: 'surplus-values-forgotten',
    file: 'src/check/normalize/by-value.ts',
    find: `return [...pairs, ...[...rest].map(({value, segment}): ItemPair => ({step: {segment, extra: true}, live: value}))];`,
    replace: 'return pairs;',
    why: 'a verb or a resource more in a rule is not seen',
  },
  {
    name: 'arguments-unordered',
    file: 'src/check/normalize/unordered.ts',
    find: `'….tolerations',`,
    replace: `'….tolerations',\n  '….args',\n  '….command',`,
    why: 'arguments in another order are taken for unchanged',
  },
  {
    name: 'verbs-ordered',
    file: 'src/check/normalize/unordered.ts',
    find: `  'rules.resources',\n  'rules.resourceNames',\n  'rules.verbs',\n`,
    replace: '',
    why: 'the verbs of a rule in another order are taken for a change',
  },
  {
    name: 'peers-ordered',
    file: 'src/check/normalize/unordered.ts',
    find: `  'spec.ingress.ports',\n  'spec.egress',\n  'spec.egress.to',\n  'spec.egress.ports',\n`,
    replace: '',
    why: 'the ports of a network policy in another order are taken for a change',
  },
  {
    name: 'zero-of-pointer-dropped',
    file: SHAPES,
    find: `dropsZero: code.charAt(1) === '0'`,
    replace: 'dropsZero: true',
    why: 'a declared false that somebody took away is taken for one that the server drops',
  },
  {
    name: 'zero-expected',
    file: SHAPES,
    find: `dropsZero: code.charAt(1) === '0'`,
    replace: 'dropsZero: false',
    why: 'a declared false that the server does not write down is taken for removed',
  },
  {
    name: 'empty-expected',
    file: DESIRED,
    find: 'if (value.length === 0) return undefined;',
    replace: 'if (value.length === 0) return value;',
    why: 'a declared [] that the server drops is taken for removed',
  },
  {
    name: 'string-data-as-it-is',
    file: DESIRED,
    find: `typeof value === 'string' ? Buffer.from(value, 'utf8').toString('base64') : (value ?? null)`,
    replace: 'value ?? null',
    why: `a Secret's stringData is held against data as plain text`,
  },
  {
    name: 'annotations-unread',
    file: DESIRED,
    find: `'managedFields',`,
    replace: `'managedFields',\n  'annotations',`,
    why: 'declared annotations are not compared',
  },
  {
    name: 'open-types-closed',
    file: SHAPES,
    find: 'Object.hasOwn(fields, field) || Object.hasOwn(fields, OPEN)',
    replace: 'Object.hasOwn(fields, field)',
    why: 'what was removed of a custom resource with an open schema is taken for a field that the server drops',
  },
  {
    name: 'custom-defaults-lost',
    file: OPENAPI,
    find: '`${shapeCode(schema, place, types, resolve)}${fallback}`',
    replace: 'shapeCode(schema, place, types, resolve) || fallback',
    why: 'items of a custom list that leave a key at its default are not found',
  },
];
