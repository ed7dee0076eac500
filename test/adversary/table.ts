import {grouped} from '../accuracy/json.ts';
import type {Case, Result} from './adversary.ts';
import type {Fidelity} from './options.ts';
import {VERDICTS} from './reports.ts';
import type {Judged, Verdict} from './reports.ts';
import {RIVALS} from './rivals.ts';
import {ITEMS} from './way.ts';

const HIDDEN: ReadonlySet<Verdict> = new Set(['in contract', 'ignored', 'no answer']);

const verdictsOf = (cases: readonly Case[]): Judged[] => cases.flatMap(({verdicts}) => Object.values(verdicts));

export const isHidden = ({verdict}: Judged): boolean => HIDDEN.has(verdict);

const counts = (judged: readonly Judged[]): number[] =>
  VERDICTS.map((verdict) => judged.filter((one) => one.verdict === verdict).length);

const line = (title: string, cells: readonly (string | number)[]): string =>
  `${title.padEnd(34)}${cells.map((cell) => String(cell).padStart(12)).join('')}`;

/** How many of these cases a rival sees; a case stands for each of our own fidelities once. */
function rivalCells(cases: readonly Case[]): string[] {
  const tried = cases.filter(({rivals, plant}) => rivals !== undefined && plant.refused === undefined);
  return RIVALS.map((rival) => `${tried.filter(({rivals}) => rivals?.[rival] === true).length}/${tried.length}`);
}

/** A row a way, in groups by the item of the issue, with what others see on the same objects. */
export function tableOf(cases: readonly Case[]): string {
  const heads = [...VERDICTS, 'kubectl', 'kubectl ssa', 'structural'];
  const lines: string[] = [line('', heads)];
  for (const item of ITEMS) {
    const own = cases.filter(({way}) => way.item === item);
    if (own.length === 0) continue;
    const total = [...counts(verdictsOf(own)), ...rivalCells(own)];
    lines.push(line(typeof item === 'number' ? `item ${item}` : item, total));
    for (const [id, list] of grouped(own, ({way}) => way.id))
      lines.push(
        line(`  ${id}${list[0]?.way.limit === undefined ? '' : ' (limit)'}`, [
          ...counts(verdictsOf(list)),
          ...rivalCells(list),
        ]),
      );
  }
  lines.push(line('all', [...counts(verdictsOf(cases)), ...rivalCells(cases)]));
  return lines.join('\n');
}

/** A row a Helm and a fidelity. */
export function sumsOf(cases: readonly Case[], fidelities: readonly Fidelity[]): string {
  const rows = ([3, 4] as const).flatMap((helm) =>
    fidelities.map((fidelity) => {
      const judged = cases.filter((one) => one.helm === helm).flatMap(({verdicts}) => verdicts[fidelity] ?? []);
      return {title: `helm ${helm}, ${fidelity}`, judged};
    }),
  );
  return [
    line('', VERDICTS),
    ...rows.filter(({judged}) => judged.length > 0).map(({title, judged}) => line(title, counts(judged))),
  ].join('\n');
}

/** `helm 3 auto, server; helm 4 auto: in contract`: where one kind stays hidden. */
function where(cases: readonly Case[]): string {
  const found = cases.flatMap(({helm, verdicts}) =>
    Object.entries(verdicts)
      .filter(([, judged]) => isHidden(judged))
      .map(([fidelity, {verdict, words}]) => ({
        helm,
        fidelity,
        what: `${verdict}${words === '' ? '' : ` (${words})`}`,
      })),
  );
  return [...grouped(found, ({what}) => what)]
    .map(([what, list]) => {
      const helms = [...grouped(list, ({helm}) => String(helm))].map(
        ([helm, own]) => `helm ${helm} ${own.map(({fidelity}) => fidelity).join(', ')}`,
      );
      return `${helms.toSorted().join('; ')}: ${what}`;
    })
    .join(' | ');
}

/** What stays hidden, by way: of which kinds, where, and how to do it oneself. */
export function hiddenLines(cases: readonly Case[], wanted: 'open' | 'limit', width = 400): string[] {
  const own = cases.filter(
    ({way, verdicts}) => (way.limit === undefined) === (wanted === 'open') && Object.values(verdicts).some(isHidden),
  );
  return [...grouped(own, ({way}) => way.id).values()].flatMap((list) => {
    const [first] = list;
    if (first === undefined) return [];
    const labels = [...grouped(list, ({plant}) => plant.label)].map(([label, of]) => ({label, text: where(of)}));
    const shown = first.plant.commands.map((command) =>
      command.length > width ? `${command.slice(0, width)} …` : command,
    );
    return [
      `[${first.way.item}] ${first.way.id}: ${first.way.title}`,
      ...[...grouped(labels, ({text}) => text)].map(
        ([text, same]) => `    ${same.map(({label}) => label).join(', ')}: ${text}`,
      ),
      ...(first.way.limit === undefined ? [] : [`    limit: ${first.way.limit}`]),
      ...shown.map((command) => `    $ ${command}`),
    ];
  });
}

/** What the server did not take, with its words. */
export function refusals(cases: readonly Case[]): string[] {
  const refused = cases.filter(({plant}) => plant.refused !== undefined);
  return [...grouped(refused, ({way, plant}) => `${way.id} ${plant.label}`)].map(
    ([name, list]) => `${name} (helm ${list.map(({helm}) => helm).join(', ')}): ${list[0]?.plant.refused ?? ''}`,
  );
}

export function isUnseen({cases, controls, strays, idle, broken}: Result): boolean {
  const open = cases.filter(({way}) => way.limit === undefined);
  return (
    verdictsOf(open).some(isHidden) ||
    controls.some(({findings}) => findings.length > 0) ||
    [strays, idle, broken].some((list) => list.length > 0)
  );
}

export function summaryOf({cases, seconds}: Result): string {
  const ways = new Set(cases.map(({way}) => way.id)).size;
  const judged = verdictsOf(cases).filter(({verdict}) => verdict !== 'refused');
  const open = verdictsOf(cases.filter(({way}) => way.limit === undefined)).filter(isHidden);
  const rivals = rivalCells(cases)
    .map((cell, index) => `${RIVALS[index] ?? ''} sees ${cell}`)
    .join(', ');
  const kinds = new Set(cases.map(({plant}) => plant.target.kind)).size;
  return `${ways} ways in ${kinds} kinds, ${cases.length} cases, ${judged.length} verdicts, ${open.length} hidden beside known limits; ${rivals}; ${seconds.toFixed(0)} s`;
}
