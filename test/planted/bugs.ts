import type {Bug} from './bugs/bug.ts';
import {COMPARE} from './bugs/compare.ts';
import {CONFIRM} from './bugs/confirm.ts';
import {JUDGE} from './bugs/judge.ts';
import {NORMALIZE} from './bugs/normalize.ts';
import {SIDES} from './bugs/sides.ts';

export const BUGS: readonly Bug[] = [...SIDES, ...NORMALIZE, ...COMPARE, ...CONFIRM, ...JUDGE];

export {HOLES} from './bugs/holes.ts';
