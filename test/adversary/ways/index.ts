import type {Way} from '../way.ts';
import {ACTING_WAYS} from './acting.ts';
import {BIRTH_WAYS} from './births.ts';
import {DEFINITION_WAYS} from './definitions.ts';
import {EMPTY_WAYS} from './empties.ts';
import {EXTRA_WAYS} from './extras.ts';
import {MANAGER_WAYS} from './managers.ts';
import {METADATA_WAYS} from './metadata.ts';
import {NEIGHBOUR_WAYS} from './neighbours.ts';
import {POD_WAYS} from './pods.ts';
import {RECORD_WAYS} from './records.ts';
import {SCALING_WAYS} from './scaling.ts';
import {VERSION_WAYS} from './versions.ts';
import {WEBHOOK_WAYS} from './webhooks.ts';

export const WAYS: readonly Way[] = [
  ...MANAGER_WAYS,
  ...BIRTH_WAYS,
  ...WEBHOOK_WAYS,
  ...EMPTY_WAYS,
  ...VERSION_WAYS,
  ...METADATA_WAYS,
  ...ACTING_WAYS,
  ...RECORD_WAYS,
  ...EXTRA_WAYS,
  ...DEFINITION_WAYS,
  ...POD_WAYS,
  ...SCALING_WAYS,
  ...NEIGHBOUR_WAYS,
];
