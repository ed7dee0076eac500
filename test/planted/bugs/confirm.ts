import type {Bug} from './bug.ts';

const CONFIRMED = 'src/check/confirm/confirm.ts';
const SERVER = 'src/check/confirm/server-variances.ts';

export const CONFIRM: readonly Bug[] = [
  {
    name: 'server-dismisses-all',
    file: CONFIRMED,
    find: 'differing.some(({path}) => overlap(path, variance.path))',
    replace: 'differing.some(({path}) => path === variance.path)',
    why: 'no answer of the server confirms anything',
  },
  {
    name: 'refusal-is-agreement',
    file: CONFIRMED,
    find: "if ('refused' in answer)\n    return {\n      variances:",
    replace: "if ('refused' in answer)\n    return {\n      variances: answer.refused !== '' ? [] :",
    why: 'what the server refuses to put back is not reported',
  },
  {
    name: 'reread-loses',
    file: CONFIRMED,
    find: 'if (answer === undefined) return {...NOTHING_FOUND, variances};',
    replace: `if (answer === undefined) return {...NOTHING_FOUND, variances: variances.filter(({change}) => change !== 'added')};`,
    why: 'additions are lost where no dry run was asked for',
  },
  {
    name: 'additions-need-server',
    file: CONFIRMED,
    find: `if (variance.method !== 'structure') return variance;`,
    replace: `if (variance.method === 'dry-run') return variance;`,
    why: 'a field beside the declared ones is dismissed, for writing the intent would not change it',
  },
  {
    name: 'server-takes-nothing-away',
    file: SERVER,
    find: 'return [...wanted, ...surplus];',
    replace: 'return wanted;',
    why: 'an item more in a list that is written as a whole is not confirmed',
  },
  {
    name: 'missing-is-back',
    file: CONFIRMED,
    find: "if (seen === undefined || ('live' in seen && seen.live === undefined))",
    replace: "if ('live' in (seen ?? {}) && seen?.live === undefined) return NOTHING;\n  if (seen === undefined)",
    why: 'an object that is still missing when looked for again is not reported',
  },
];
