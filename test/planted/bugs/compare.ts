import type {Bug} from './bug.ts';

const ADDED = 'src/check/compare/added.ts';
const COMPARED = 'src/check/compare/compare.ts';
const CONTROLLERS = 'src/check/compare/controllers.ts';
const MANAGED = 'src/check/compare/managed-fields.ts';
const SURPLUS = 'src/check/compare/surplus.ts';

export const COMPARE: readonly Bug[] = [
  {
    name: 'removed-keys-forgotten',
    file: COMPARED,
    find: `return {...place, change: 'removed', desired: wanted, ...dismissed};`,
    replace: 'return undefined;',
    why: 'what was taken away is not reported',
  },
  {
    name: 'removed-leaves-forgotten',
    file: COMPARED,
    find: 'if (isDropped(wanted, shapeAt(shape, path))) return undefined;',
    replace: `if (typeof wanted !== 'object' || isDropped(wanted, shapeAt(shape, path))) return undefined;`,
    why: 'a plain value that was taken away is not reported',
  },
  {
    name: 'controller-is-somebody',
    file: 'src/check/compare/business.ts',
    find: 'String.raw`deployment\\.kubernetes\\.io/[a-z-]+`',
    replace: 'String.raw`nobody\\.example/[a-z-]+`',
    why: `a controller's own notes are taken for drift`,
  },
  {
    name: 'operators-are-controllers',
    file: CONTROLLERS,
    find: 'hasBusiness: ({manager}, ref, path, value) => isUsers(manager) ||',
    replace:
      'hasBusiness: ({manager}, ref, path, value) => /operator$|-controller$/.test(manager) || isUsers(manager) ||',
    why: 'what anybody called operator adds is taken for the work of Kubernetes',
  },
  {
    name: 'borrowed-name-trusted',
    file: 'src/check/compare/undeclared.ts',
    find: 'if (late !== undefined) return late;',
    replace: `if (late !== undefined) return 'explained';`,
    why: 'what somebody added under the name helm is not seen',
  },
  {
    name: 'added-items-forgotten',
    file: ADDED,
    find: `if (!key.startsWith('k:')) return undefined;`,
    replace: `if (key.startsWith('k:')) return undefined;`,
    why: 'a container, a variable or a port more is not seen',
  },
  {
    name: 'added-labels-forgotten',
    file: ADDED,
    find: `segment.field === 'generateName'`,
    replace: `['generateName', 'labels', 'annotations'].includes(segment.field)`,
    why: 'a label or an annotation more is not seen',
  },
  {
    name: 'finalizers-reported',
    file: 'src/check/compare/business.ts',
    find: 'service\\.kubernetes\\.io\\/load-balancer-cleanup',
    replace: 'nobody\\.example\\/cleanup',
    why: `a controller's hold on an object is taken for drift`,
  },
  {
    name: 'atomic-maps-unread',
    file: ADDED,
    find: `shape.kind === 'object' && shape.atomic === true`,
    replace: 'false',
    why: 'a key more in a selector is not seen',
  },
  {
    name: 'open-maps-unread',
    file: ADDED,
    find: `if (shape.kind === 'unknown') return true;`,
    replace: `if (shape.kind === 'unknown') return false;`,
    why: 'what was added in a list without a schema is not seen',
  },
  {
    name: 'added-anywhere',
    file: ADDED,
    find: 'if (wanted === undefined && isWhole) yield',
    replace: 'if (wanted === undefined && isLeaf) yield',
    why: 'a map that was added is told by its innards',
  },
  {
    name: 'newest-writer',
    file: MANAGED,
    find: 'entries.filter((entry) => hasOwner(entry, path, live));',
    replace: '[...entries];',
    why: 'a value is put down to who wrote last to its object',
  },
  {
    name: 'never-certain',
    file: MANAGED,
    find: `isTold(others, path, live) ? 'exact' : 'likely'`,
    replace: `'likely'`,
    why: 'an owner that the books name is called likely',
  },
  {
    name: 'whole-owner-forgotten',
    file: MANAGED,
    find: 'return Object.keys(here).length === 0 ? steps : undefined;',
    replace: 'return undefined;',
    why: 'who owns a list or a map as a whole is not named for what is in it',
  },
  {
    name: 'sibling-owner',
    file: MANAGED,
    find: 'return Object.keys(here).length === 0 ? steps : undefined;',
    replace: 'return steps;',
    why: 'who owns anything beside a value is named for it',
  },
  {
    name: 'defaults-reported',
    file: SURPLUS,
    find: `if (shape.kind === 'scalar' && shape.fallback !== undefined && shape.fallback === value) return true;`,
    replace: '',
    why: 'a default that somebody spelled out is taken for drift',
  },
  {
    name: 'any-value-is-default',
    file: SURPLUS,
    find: `shape.fallback !== undefined && shape.fallback === value`,
    replace: 'shape.fallback !== undefined',
    why: 'a field that has a default is not seen at another value',
  },
  {
    name: 'pull-policy-reported',
    file: SURPLUS,
    find: `return value === (isLatest(scalarText(own['image'])) ? 'Always' : 'IfNotPresent');`,
    replace: 'return false;',
    why: 'a pull policy that follows from the image, spelled out, is taken for drift',
  },
  {
    name: 'policies-spelled-out',
    file: SURPLUS,
    find: 'if (WHOLE_DEFAULTS[name] !== undefined && isDeepStrictEqual(WHOLE_DEFAULTS[name], value)) return true;\n',
    replace: '',
    why: 'the scaling policies that an apply gets by default are taken for drift',
  },
];
