import type {Runtime} from '../../app/runtime.ts';
import {UserError} from '../../model/errors.ts';
import type {Scenario} from '../../model/scenario.ts';
import {shipped} from '../../sandbox/shipped.ts';
import {findScenario, scenariosIn} from '../../simulate/files.ts';

/** What a demo shows first. */
export const DEMO_SCENARIO = 'governed-drift';

/** The scenarios that ship. Without their files there is no demo; a cluster can be shown all the same. */
export async function shippedScenarios({demo}: {readonly demo: boolean}, {env}: Runtime): Promise<readonly Scenario[]> {
  try {
    return await scenariosIn((await shipped(env)).scenarios);
  } catch (error) {
    if (demo || !(error instanceof UserError)) throw error;
    return [];
  }
}

/** A scenario that ships, by its name. */
export async function scenarioNamed(name: string, {env, cwd}: Runtime): Promise<Scenario> {
  return findScenario(name, (await shipped(env)).scenarios, cwd);
}
