import {parseSync} from 'oxc-parser';

/** One way in which a file reaches another module. */
export interface Import {
  /** As it is written: `../model/refs.ts`, `node:fs`; undefined where it is no literal, so that nobody can say what it is. */
  readonly specifier: string | undefined;
  /** Names that are taken from it; `*` for all of it, `default` for its default. */
  readonly names: readonly string[];
  readonly line: number;
}

/** Something of the world outside that a pure file must be given as an argument. */
export interface WorldUse {
  /** `new Date()`, `process`. */
  readonly what: string;
  readonly line: number;
}

export interface Source {
  readonly imports: readonly Import[];
  readonly world: readonly WorldUse[];
}

/** Globals by which code reaches the clock, the process, the network, chance or the terminal. */
const WORLD = new Set([
  'process',
  'performance',
  'fetch',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'console',
  'globalThis',
  'global',
  'require',
  'eval',
]);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** Reads a file's imports of every kind, types among them, and its uses of the world outside. Throws where it does not parse. */
export function readSource(file: string, text: string): Source {
  const {program, errors} = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const imports: Import[] = [];
  const world: WorldUse[] = [];
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  const visit = (value: unknown, parent: Node | undefined, field: string): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, parent, field);
    if (!isNode(value)) return;
    const found = importOf(value);
    if (found !== undefined) imports.push({...found, line: lineOf(value.start)});
    const used = worldUse(value, parent, field);
    if (used !== undefined) world.push({what: used, line: lineOf(value.start)});
    for (const [name, child] of Object.entries(value)) if (typeof child === 'object') visit(child, value, name);
  };
  visit(program, undefined, '');
  return {imports, world};
}

function importOf(node: Node): Omit<Import, 'line'> | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return {specifier: literal(node['source']), names: namesOf(node['specifiers'], 'imported')};
    case 'ExportNamedDeclaration':
      return node['source'] === null
        ? undefined
        : {specifier: literal(node['source']), names: namesOf(node['specifiers'], 'local')};
    case 'ExportAllDeclaration':
      return {specifier: literal(node['source']), names: ['*']};
    case 'ImportExpression':
    case 'TSImportType':
      return {specifier: literal(node['source'] ?? node['argument']), names: ['*']};
    case 'TSExternalModuleReference':
      return {specifier: literal(node['expression']), names: ['*']};
    case 'CallExpression': {
      const {callee} = node;
      const isRequire = isNode(callee) && callee.type === 'Identifier' && callee['name'] === 'require';
      const [first] = Array.isArray(node['arguments']) ? node['arguments'] : [];
      return isRequire ? {specifier: literal(first), names: ['*']} : undefined;
    }
    default:
      return undefined;
  }
}

function namesOf(specifiers: unknown, field: 'imported' | 'local'): string[] {
  if (!Array.isArray(specifiers)) return [];
  return specifiers.filter(isNode).map((one) => {
    if (one.type === 'ImportNamespaceSpecifier') return '*';
    if (one.type === 'ImportDefaultSpecifier') return 'default';
    const name = one[field];
    return isNode(name) ? String(name['name'] ?? name['value']) : '*';
  });
}

function worldUse(node: Node, parent: Node | undefined, field: string): string | undefined {
  if (node.type === 'NewExpression' && isNamed(node['callee'], 'Date'))
    return Array.isArray(node['arguments']) && node['arguments'].length > 0 ? undefined : 'new Date()';
  if (node.type === 'MemberExpression' && isNamed(node['object'], 'Date') && isNamed(node['property'], 'now'))
    return 'Date.now';
  if (node.type === 'MemberExpression' && isNamed(node['object'], 'Math') && isNamed(node['property'], 'random'))
    return 'Math.random';
  if (node.type !== 'Identifier' || !WORLD.has(String(node['name'])) || parent === undefined) return undefined;
  // A property of that name is something else: `context.process`, `{fetch: 1}`, `interface X {console: Y}`.
  const isProperty = field === 'property' && parent.type === 'MemberExpression' && parent['computed'] !== true;
  const isKey = field === 'key' && parent['computed'] !== true && parent['shorthand'] !== true;
  return isProperty || isKey || parent.type.startsWith('TS') ? undefined : String(node['name']);
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node['name'] === name;
}

function literal(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'TSLiteralType') return literal(node['literal']);
  return node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
