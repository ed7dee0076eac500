import type {Json} from '../../model/json.ts';
import type {Segment} from '../../model/path.ts';

/** One step of a projected tree. `live` is how the step reads on the live side, where that differs (a port whose number changed). */
export interface Step {
  readonly segment: Segment;
  readonly live?: Segment;
  /** An item that only the live list holds, in a list which the intent declares as a whole. */
  readonly extra?: true;
}

/** Items of two lists that belong together. */
export interface ItemPair {
  readonly step: Step;
  readonly desired?: Json;
  readonly live?: Json;
}

/** deep-diff sees keys as text; a step travels through it as JSON. */
export function encodeStep(step: Step): string {
  return 'field' in step.segment && step.live === undefined ? `.${step.segment.field}` : JSON.stringify(step);
}

export function decodeStep(key: string): Step {
  return key.startsWith('.') ? {segment: {field: key.slice(1)}} : (JSON.parse(key) as Step);
}
