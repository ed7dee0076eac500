import {describe, expect, test} from 'vitest';
import {auditBook, keyOf} from '../../src/audit/book.ts';
import {personsOf, withPersons, writerOf} from '../../src/audit/join.ts';
import type {FindingFacts, Owner} from '../../src/audit/facts.ts';
import type {Json, JsonObject} from '../../src/model/json.ts';
import type {Path} from '../../src/model/path.ts';
import type {Attribution, Change, Finding, Persons} from '../../src/model/report.ts';
import {audited} from './events.ts';
import type {Written} from './events.ts';

const WEB = {group: '', resource: 'services', namespace: 'shop', name: 'web'};
const RECORD = {group: '', resource: 'secrets', namespace: 'shop', name: 'sh.helm.release.v1.web.v3'};
const TYPE: Path = [{field: 'spec'}, {field: 'type'}];
const MARK = 'helm-drift-mark';

const time = (second: number, fraction = 0): string =>
  `2026-11-28T09:00:${String(second).padStart(2, '0')}.${String(fraction).padStart(6, '0')}Z`;
const entryTime = (second: number): string => `2026-11-28T09:00:${String(second).padStart(2, '0')}Z`;
/** Helm's run: its record, its write to the object, its record again. */
const RUN: readonly JsonObject[] = [
  audited({...RECORD, verb: 'create', user: 'deployer', at: time(1), userAgent: 'Helm/4.3.1'}),
  audited({user: 'deployer', at: time(2), manager: 'helm', userAgent: 'Helm/4.3.1'}),
  audited({...RECORD, verb: 'update', user: 'deployer', at: time(3), userAgent: 'Helm/4.3.1'}),
];
const NOW = audited({resource: 'selfsubjectreviews', verb: 'create', query: `x=${MARK}`, at: time(59)});

interface Asked {
  readonly change?: Change;
  readonly live?: Json;
  readonly path?: Path;
  readonly owners?: readonly Owner[];
  readonly by?: Attribution;
  readonly createdAt?: string;
  readonly isResetByRun?: boolean;
}

const OWNER: Owner = {manager: 'kubectl-edit', time: entryTime(10)};

function factsFor({
  change = 'changed',
  live = 'NodePort',
  path = TYPE,
  owners = [OWNER],
  by,
  ...rest
}: Asked): FindingFacts {
  const finding = {
    ref: {group: '', kind: 'Service', namespace: 'shop', name: 'web'},
    path,
    change,
    by: by ?? {manager: owners[0]?.manager ?? 'kubectl', certainty: owners.length > 0 ? 'exact' : 'likely'},
  } as unknown as Finding;
  return {
    finding,
    live: change === 'removed' || change === 'missing' ? undefined : live,
    owners,
    writes: [],
    isResetByRun: true,
    ...rest,
  };
}

/** What a log of these events tells of one difference. */
function told(events: readonly JsonObject[], asked: Asked = {}) {
  const facts = factsFor(asked);
  const question = {...WEB, places: [{path: facts.finding.path, live: facts.live}]};
  const book = auditBook(
    new Map([
      [keyOf(WEB), question],
      [keyOf(RECORD), {...RECORD, places: []}],
    ]),
    MARK,
  );
  book.take(Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join('')));
  book.endFile();
  const page = book.page(WEB);
  const persons = personsOf({facts, page, place: 0, record: book.page(RECORD), isUpToNow: book.isMarked()});
  return {persons, page, finding: withPersons(facts.finding, persons, writerOf(persons, page))};
}

/** `alice`, `alice|bob`, or why nobody. */
function names({candidates, why}: Persons): string {
  return candidates.length === 0 ? `unknown: ${why}` : candidates.map(({name}) => name).join('|');
}

const edit = (written: Written): JsonObject => audited({manager: 'kubectl-edit', at: time(10, 5), ...written});
const BEGINS_LATER = 'unknown: the log begins after helm wrote this object';
const ENDS_BEFORE = 'unknown: the log ends before this check: what was done since is not in it';

describe('a value that a manager owns', () => {
  test('the one write under its name since helm wrote the object', () => {
    expect(told([...RUN, edit({user: 'alice'})]).persons).toMatchObject({
      certainty: 'exact',
      candidates: [{name: 'alice'}],
    });
  });

  test.each<[string, readonly JsonObject[], string]>([
    ['somebody else under another name', [edit({user: 'alice'}), audited({user: 'bob', at: time(11)})], 'alice'],
    ['one person twice', [edit({user: 'alice', at: time(9)}), edit({user: 'alice'})], 'alice'],
    ['two with the same tool', [edit({user: 'alice', at: time(9)}), edit({user: 'bob'})], 'alice|bob'],
    [
      'two in the same second',
      [edit({user: 'alice', at: time(10, 1)}), edit({user: 'bob', at: time(10, 2)})],
      'alice|bob',
    ],
    ['impersonated by two', [edit({user: 'a', as: 'x'}), edit({user: 'b', as: 'x'})], 'x|x'],
    ['a dry run before it', [edit({user: 'bob', query: 'dryRun=All'}), edit({user: 'alice'})], 'alice'],
    ['one that was refused', [edit({user: 'bob', code: 409}), edit({user: 'alice'})], 'alice'],
    ['before helm put it right', [], 'unknown: the log has no write by its manager at the time that the object names'],
  ])('%s', (_what, events, expected) => {
    expect(names(told([...RUN, ...events]).persons)).toBe(expected);
  });

  test('bodies tell who of them it was', () => {
    const set = (type: string): Written => ({body: {spec: {type}}});
    expect(
      names(
        told([
          ...RUN,
          edit({user: 'alice', at: time(9), ...set('NodePort')}),
          edit({user: 'bob', body: {spec: {x: 1}}}),
        ]).persons,
      ),
    ).toBe('alice');
    expect(
      names(
        told([
          ...RUN,
          edit({user: 'alice', at: time(9), ...set('LoadBalancer')}),
          edit({user: 'bob', ...set('NodePort')}),
        ]).persons,
      ),
    ).toBe('bob');
    // The same value again is no authorship.
    expect(
      names(
        told([...RUN, edit({user: 'alice', at: time(9), ...set('NodePort')}), edit({user: 'bob', ...set('NodePort')})])
          .persons,
      ),
    ).toBe('alice');
    // Two at work at once: nobody knows whose came first.
    const [a, b] = [
      edit({user: 'alice', received: time(10, 1), at: time(10, 9), ...set('NodePort')}),
      edit({user: 'bob', received: time(10, 2), at: time(10, 8), ...set('NodePort')}),
    ];
    expect(names(told([...RUN, a, b]).persons)).toBe('bob|alice');
  });

  test('a log that begins later, or does not reach so far, names nobody', () => {
    expect(names(told([edit({user: 'alice'})]).persons)).toBe(BEGINS_LATER);
    expect(names(told([...RUN, edit({user: 'alice', at: time(5)})]).persons)).toMatch(
      /^unknown: the log has no write by its manager/,
    );
    expect(names(told([]).persons)).toBe('unknown: the log has no write of this object');
  });

  test('what helm does not put right needs the whole life of its object', () => {
    const added = {change: 'added', isResetByRun: false} as const;
    expect(names(told([...RUN, edit({user: 'alice'})], added).persons)).toBe(BEGINS_LATER);
    const made = audited({user: 'deployer', at: time(2), code: 201, manager: 'helm'});
    expect(names(told([made, edit({user: 'alice'})], {...added, createdAt: entryTime(2)}).persons)).toBe('alice');
  });

  test('what was scaled has an entry without a time: only a log up to now tells', () => {
    const scaled = {
      path: [{field: 'spec'}, {field: 'replicas'}],
      owners: [{manager: 'kubectl', subresource: 'scale'}],
    } as const;
    const scale = audited({user: 'alice', subresource: 'scale', at: time(10)});
    expect(names(told([...RUN, scale], scaled).persons)).toBe(ENDS_BEFORE);
    expect(names(told([...RUN, scale, NOW], scaled).persons)).toBe('alice');
  });
});

describe('a value that is gone', () => {
  const gone = {change: 'removed', owners: []} as const;

  test('the one write that can have taken it, where the log reaches up to now', () => {
    const take = audited({user: 'alice', at: time(10)});
    expect(names(told([...RUN, take], gone).persons)).toBe(ENDS_BEFORE);
    const {persons, finding} = told([...RUN, take, NOW], gone);
    expect(names(persons)).toBe('alice');
    // managedFields could only guess.
    expect(finding.by).toMatchObject({manager: 'kubectl', certainty: 'exact', time: time(10)});
  });

  test('of several only bodies tell', () => {
    const [one, other] = [
      {user: 'alice', at: time(10)},
      {user: 'bob', at: time(11)},
    ];
    expect(names(told([...RUN, audited(one), audited(other), NOW], gone).persons)).toBe('alice|bob');
    const takes = {body: {spec: {type: null}}};
    const elsewhere = {body: {metadata: {labels: {a: 'b'}}}};
    expect(
      names(told([...RUN, audited({...one, ...takes}), audited({...other, ...elsewhere}), NOW], gone).persons),
    ).toBe('alice');
  });
});

describe('an object that is gone', () => {
  const missing = {change: 'missing', path: [], owners: []} as const;
  const remove = (written: Written): JsonObject =>
    audited({verb: 'delete', at: time(10), level: 'Request', ...written});

  test.each<[string, readonly JsonObject[], string]>([
    ['one deletion', [remove({user: 'alice'})], 'alice'],
    ['at the level that keeps no bodies', [remove({user: 'alice', level: 'Metadata'})], 'alice'],
    [
      'it may have been a dry run',
      [remove({user: 'alice', level: 'Metadata'}), remove({user: 'bob', level: 'Metadata', at: time(11)})],
      'alice|bob',
    ],
    [
      'waited for a finalizer: the first one counts',
      [remove({user: 'alice'}), remove({user: 'bob', at: time(11)})],
      'alice',
    ],
    [
      'made anew meanwhile',
      [
        remove({user: 'alice'}),
        audited({verb: 'create', user: 'bob', at: time(11)}),
        remove({user: 'carol', at: time(12)}),
      ],
      'carol',
    ],
    ['with a collection', [remove({user: 'alice', verb: 'deletecollection', name: ''})], 'alice'],
    [
      'with one of two collections',
      [
        remove({user: 'alice', verb: 'deletecollection', name: ''}),
        remove({user: 'bob', verb: 'deletecollection', name: '', at: time(11)}),
      ],
      'alice|bob',
    ],
    [
      'of another namespace',
      [remove({user: 'alice', verb: 'deletecollection', name: '', namespace: 'x'})],
      'unknown: the log has no deletion of this object',
    ],
  ])('%s', (_what, events, expected) => {
    const {persons} = told([...RUN, ...events, NOW], missing);
    expect(names(persons)).toBe(expected);
  });

  test('a log that ends before the check names nobody', () => {
    expect(names(told([...RUN, remove({user: 'alice'})], missing).persons)).toBe(ENDS_BEFORE);
  });
});

test('an extra object was made in the second that it says itself', () => {
  const extra = {change: 'extra', path: [], owners: [], createdAt: entryTime(10)} as const;
  const makes = (user: string, at: string): JsonObject => audited({verb: 'create', user, at});
  expect(names(told([makes('alice', time(5)), makes('bob', time(10))], extra).persons)).toBe('bob');
  expect(names(told([makes('alice', time(5))], extra).persons)).toBe('unknown: the log has no creation of this object');
  expect(names(told([audited({user: 'carol', code: 201, at: time(10)})], extra).persons)).toBe('carol');
});

describe('a log that is not as it should be', () => {
  const lines = (events: readonly JsonObject[]): string => events.map((event) => JSON.stringify(event)).join('\n');
  function read(text: string): Persons {
    const facts = factsFor({});
    const question = {...WEB, places: [{path: TYPE, live: 'NodePort'}]};
    const book = auditBook(
      new Map([
        [keyOf(WEB), question],
        [keyOf(RECORD), {...RECORD, places: []}],
      ]),
      MARK,
    );
    book.take(Buffer.from(text));
    book.endFile();
    return personsOf({facts, page: book.page(WEB), place: 0, record: book.page(RECORD), isUpToNow: book.isMarked()});
  }
  const [whole, bobs] = [lines([...RUN, edit({user: 'alice'})]), JSON.stringify(edit({user: 'bob', at: time(9)}))];

  test('shuffled or doubled it tells the same', () => {
    expect(names(read(whole.split('\n').toReversed().join('\n')))).toBe('alice');
    expect(names(read(`${whole}\n${whole}\n`))).toBe('alice');
  });

  test('a line about the object that cannot be read may have been of anybody', () => {
    const doubt = 'unknown: a line of the log about it cannot be read';
    expect(names(read(`${bobs.slice(0, -20)}\n${whole}\n`))).toBe(doubt);
    // Two that run into each other, the first without its place.
    expect(names(read(`${bobs.slice(0, 90)}${whole}\n`))).toBe(doubt);
    expect(names(read(`${whole}\nnot of this world\n`))).toBe('alice');
  });

  test('a last line that lacks its end is one that was not written yet', () => {
    expect(names(read(`${whole}\n${JSON.stringify(audited({name: 'other'})).slice(0, 90)}`))).toBe('alice');
  });
});
