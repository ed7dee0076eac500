import {inLanes, must} from '../accuracy/run-tool.ts';
import {asObj, asText} from '../accuracy/json.ts';
import type {Checker} from './checker.ts';
import {DECLARED_KINDS, declared} from './declared.ts';
import {install, objectsOfKinds, upgrade} from './ground.ts';
import type {Ground} from './ground.ts';
import type {AdversaryOptions} from './options.ts';
import {isAbout} from './reports.ts';
import {targetOf} from './way.ts';

/** A kind that nobody touched, over all births of a release. */
export interface Control {
  readonly kind: string;
  readonly checks: number;
  readonly findings: readonly string[];
}

const BIRTHS = ['fresh', 'upgraded', 'rolled-back', 'upgraded-by-4'] as const;

export interface Untouched {
  readonly release: string;
  readonly helm: 3 | 4;
}

/** The same objects, and nobody touches them: rules that are strict enough to cry wolf are worth nothing. */
export async function installUntouched(
  {helms, prefix = 'adv'}: AdversaryOptions,
  ground: Ground,
): Promise<Untouched[]> {
  const wanted = helms.flatMap((helm) =>
    BIRTHS.filter((birth) => birth !== 'upgraded-by-4' || helm === 3).map((birth) => ({
      helm,
      birth,
      release: `${prefix}${helm}-control-${birth}`,
    })),
  );
  await inLanes(wanted, 3, async ({helm, birth, release}) => {
    const objects = objectsOfKinds(release, DECLARED_KINDS);
    const own = ground.helms[helm].helm;
    const chart = await install({release, objects}, own, ground.bench.folder);
    if (birth !== 'fresh') await upgrade(release, chart, birth === 'upgraded-by-4' ? ground.helms[4].helm : own);
    if (birth === 'rolled-back') await must(own(['rollback', release, '1', '-n', release]), `helm rollback ${release}`);
  });
  return wanted.map(({release, helm}) => ({release, helm}));
}

export async function controlsOf(
  untouched: readonly Untouched[],
  {fidelities}: AdversaryOptions,
  check: Checker,
): Promise<Control[]> {
  const rows = new Map<string, {checks: number; findings: string[]}>();
  const row = (kind: string): {checks: number; findings: string[]} => {
    const found = rows.get(kind) ?? {checks: 0, findings: []};
    rows.set(kind, found);
    return found;
  };
  await inLanes(untouched, 2, async ({release, helm}) => {
    for (const fidelity of fidelities) {
      const {report, words} = await check(release, helm, fidelity);
      if (report === undefined) row('release').findings.push(`${release}, ${fidelity}: ${words}`);
      for (const kind of DECLARED_KINDS) {
        const target = targetOf(declared(kind, release), release);
        row(kind).checks++;
        for (const {ref, path, verdict} of report?.findings ?? [])
          if (verdict === 'drift' && isAbout(asObj(ref), target))
            row(kind).findings.push(`${release}, ${fidelity}: ${kind} ${asText(path)}`);
      }
      for (const gap of report?.gaps ?? [])
        row('gaps').findings.push(`${release}, ${fidelity}: ${asText(gap['reason'])} ${asText(gap['message'])}`);
    }
  });
  return [...rows].map(([kind, {checks, findings}]) => ({kind, checks, findings}));
}
