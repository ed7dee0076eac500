import {asObj, asText} from '../accuracy/json.ts';
import type {Obj} from '../accuracy/json.ts';
import type {Answer} from './compare.ts';
import type {Found} from './product.ts';
import type {Scene} from './scene.ts';

/**
 * The obvious join, without a second thought: the same object, the same tool, the same second. It stands in for a product
 * that knows no log yet, and shows what such a join gets wrong.
 */
export function naively(log: string, found: readonly Found[], {world}: Scene): Found[] {
  const byObject = new Map<string, Obj[]>();
  for (const line of log.split('\n')) {
    if (line === '') continue;
    const event = JSON.parse(line) as Obj;
    const key = placeOf(asObj(event['objectRef']));
    byObject.set(key, [...(byObject.get(key) ?? []), event]);
  }
  return found.map((one) => {
    const subject = world.known.get(one.key)?.subject;
    if (subject === undefined) return one;
    const {kind, namespace, name} = subject;
    const events = byObject.get(`${kind.plural}/${namespace}/${name}`) ?? [];
    return {...one, person: answerFrom(events.filter((event) => fits(event, one)))};
  });
}

const placeOf = ({resource, namespace, name}: Obj): string =>
  `${asText(resource)}/${asText(namespace)}/${asText(name)}`;

function fits(event: Obj, {change, manager, time}: Found): boolean {
  const uri = asText(event['requestURI']);
  const code = Number(asObj(event['responseStatus'])['code']);
  if (code >= 300 || uri.includes('dryRun=All')) return false;
  if (change === 'missing') return event['verb'] === 'delete';
  if (change === 'extra') return event['verb'] === 'create';
  const said = new URL(uri, 'http://localhost').searchParams.get('fieldManager');
  const second = (field: string): string => asText(event[field]).slice(0, 19);
  return (
    (said ?? asText(event['userAgent']).split('/')[0]) === manager &&
    [second('requestReceivedTimestamp'), second('stageTimestamp')].includes(time.slice(0, 19))
  );
}

function answerFrom(events: readonly Obj[]): Answer {
  const candidates = new Map(
    events.map((event) => {
      const name = asText(asObj(event['user'])['username']);
      const other = event['impersonatedUser'];
      const one = other === undefined ? {name} : {name: asText(asObj(other)['username']), impersonatedBy: name};
      return [JSON.stringify(one), one];
    }),
  );
  const certainty = candidates.size === 0 ? 'unknown' : candidates.size === 1 ? 'exact' : 'one-of';
  return {certainty, candidates: [...candidates.values()], why: candidates.size === 0 ? 'nothing fits' : ''};
}
