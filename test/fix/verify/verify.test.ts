import {describe, expect, test} from 'vitest';
import {carryOut, prepare} from '../../../src/fix/fix.ts';
import {verify} from '../../../src/fix/verify/verify.ts';
import type {StepResult} from '../../../src/model/fix.ts';
import {configMap} from '../fakes/objects.ts';
import {world} from '../fakes/world.ts';
import type {World} from '../fakes/world.ts';

function drifted(): World {
  const shop = world({declared: [configMap('settings', {a: '1', b: '2'})]});
  shop.server.edit('ConfigMap', 'settings', {data: {a: '9'}}, 'kubectl-edit');
  return shop;
}

/** Somebody writes right after the fix has. */
async function fixedThen(manager: string | undefined): Promise<readonly string[]> {
  const shop = drifted();
  const ports = {
    ...shop.ports,
    onResult: (_result: StepResult): void => {
      if (manager !== undefined) shop.server.edit('ConfigMap', 'settings', {data: {a: '8'}}, manager);
    },
  };
  const fixed = await carryOut(await prepare(ports, shop.options), ports);
  return fixed.verification.left.map(({why}) => why);
}

describe('what is left says why', () => {
  test.each<[string | undefined, readonly string[]]>([
    [undefined, []],
    ['kubectl-edit', ['kubectl-edit took it back: it will go on doing so until it is told otherwise']],
    ['operator', ['operator changed it again at once']],
    ['ancient-changes', [expect.stringContaining('changed it again at once')]],
  ])('%s wrote after the fix', async (manager, left) => {
    expect(await fixedThen(manager)).toEqual(left);
  });

  test('what was not written has the reason of its step', async () => {
    const shop = drifted();
    shop.server.faults.write = () => ({refused: 'quota exceeded', immutable: false});
    const {fixed} = await shop.fix();
    expect(fixed.verification.left.map(({finding, why}) => [finding.change, why])).toEqual([
      ['changed', 'quota exceeded'],
    ]);
    expect(shop.record()).toMatchObject({ended: true, verified: false});
  });

  test('what a rule accepts since is not left', async () => {
    const shop = drifted();
    const {steps} = await prepare(shop.ports, shop.options);
    const inspection = await shop.inspect();
    const findings = inspection.report.findings.map((finding) => ({...finding, verdict: 'accepted' as const}));
    const inspect = async () => ({...inspection, report: {...inspection.report, findings}});
    expect((await verify(steps, [], {inspect})).left).toEqual([]);
    expect((await verify(steps, [], shop)).left).toMatchObject([{why: 'it was not written'}]);
  });

  test('a difference that was not planned is nobody’s failure', async () => {
    const shop = drifted();
    const prepared = await prepare(shop.ports, shop.options);
    shop.server.edit('ConfigMap', 'settings', {data: {b: '7'}});
    const {verification} = await carryOut(prepared, shop.ports);
    expect(verification.left).toEqual([]);
    expect(verification.report.findings.filter(({verdict}) => verdict === 'drift')).toHaveLength(1);
  });
});
