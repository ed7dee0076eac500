import {describe, expect, test} from 'vitest';
import {axisOf} from '../../../../src/console/app/state/axis.ts';
import {bulksOf} from '../../../../src/console/app/state/bulk.ts';
import {findingOf} from './views.ts';

const at = (id: string, time: string | undefined) =>
  findingOf({id, by: {text: '', certainty: 'exact', ...(time === undefined ? {} : {time})}});

describe('the axis of time', () => {
  const [from, to] = ['2026-11-01T00:00:00Z', '2026-11-24T09:15:00Z'];

  test('keeps the order of times, and a minute apart from an hour on a release of weeks', () => {
    const marks = axisOf(
      [at('minute', '2026-11-24T09:14:00Z'), at('week', '2026-11-17T00:00:00Z'), at('hour', '2026-11-24T08:15:00Z')],
      from,
      to,
    );
    expect(marks.map(({findings}) => findings.map(({id}) => id))).toEqual([['week'], ['hour'], ['minute']]);
    const places = marks.map((mark) => mark.at);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
  });

  test('names stand where there is room, and never in one another', () => {
    const marks = axisOf([at('week', '2026-11-17T00:00:00Z'), at('minute', '2026-11-24T09:14:00Z')], from, to);
    expect(marks.map(({side}) => side)).toEqual(['right', 'left']);
    const [early, late] = marks.map((mark) => mark.at + (mark.side === 'right' ? mark.room : -mark.room));
    expect(early).toBeLessThan(late ?? 0);
  });

  test('changes of one moment share a mark, worst first, and its time is the newest', () => {
    const [mark, ...others] = axisOf([at('a', '2026-11-24T09:00:01Z'), at('b', '2026-11-24T09:00:00Z')], from, to);
    expect([mark?.findings.map(({id}) => id), mark?.time, others]).toEqual([['a', 'b'], '2026-11-24T09:00:01Z', []]);
  });

  test('what has no time, a clock that is wrong, and a release of this very second are no trouble', () => {
    expect(axisOf([at('a', undefined), at('b', 'yesterday')], from, to)).toEqual([]);
    expect(axisOf([at('early', '2020-01-01T00:00:00Z')], from, to)[0]?.at).toBe(0);
    expect(axisOf([at('late', '2030-01-01T00:00:00Z')], from, to)[0]?.at).toBe(1);
    expect(axisOf([at('now', to)], to, to)[0]?.at).toBe(1);
  });
});

describe('many alike', () => {
  const maps = (count: number) =>
    Array.from({length: count}, (_each, index) =>
      findingOf({
        id: `m${index}`,
        change: 'missing',
        title: 'Missing object',
        ref: {group: '', kind: 'ConfigMap', name: `many-${index}`},
      }),
    );

  test('are one row from six on, in the place of the first', () => {
    const [bulk, other] = bulksOf([...maps(61), findingOf()]);
    expect(bulk !== undefined && 'key' in bulk ? bulk.findings.length : 0).toBe(61);
    expect(other).toEqual(findingOf());
    expect(bulksOf(maps(5))).toHaveLength(5);
  });

  test('are not those that say another thing', () => {
    const values = ['1', '2', '3', '4', '5', '6'].map((live) => findingOf({id: live, glance: {desired: '0', live}}));
    expect(bulksOf(values)).toEqual(values);
  });
});
