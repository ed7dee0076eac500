import {describe, expect, test} from 'vitest';
import {completed} from '../../../src/console/session/completion.ts';
import {COMMANDS} from '../commands.ts';
import {contextOf, workspaceOf} from '../fakes.ts';
import {governedInspection} from '../releases.ts';

const inspection = await governedInspection(2);

async function complete(line: string, stdout = '', isOpen = true) {
  const context = contextOf({}, () => ({stdout}));
  const workspace = isOpen ? workspaceOf({inspection: () => inspection}) : undefined;
  return {answer: await completed(line, workspace, COMMANDS, context), ran: context.ran};
}

test('commands: those that the prompt runs, by the CLI’s own completion', async () => {
  const stdout = 'explain\twhy it drifted\nsandbox\ta cluster\nexport\n:4\n';
  const {answer, ran} = await complete('ex', stdout);
  expect(ran).toEqual([['__complete', 'ex']]);
  expect(answer).toEqual({from: 0, candidates: [{text: 'explain', about: 'why it drifted'}]});
});

test('flags, with the release where the CLI expects it', async () => {
  const {answer, ran} = await complete('explain 7c1 --out', '--output\n:4\n');
  expect(ran).toEqual([['__complete', 'explain', 'web', '7c1', '--namespace', 'shop', '--out']]);
  expect(answer).toEqual({from: 12, candidates: [{text: '--output'}]});
});

describe('IDs', () => {
  test.each(['explain ', 'ignore ', 'explain web '])(
    'of the drift that is shown, without the cluster: %s',
    async (line) => {
      const {answer, ran} = await complete(line);
      expect([ran, answer.from, answer.candidates.length]).toEqual([[], line.length, 4]);
      expect(answer.candidates.map(({about}) => about)).toContain(
        'high HorizontalPodAutoscaler/test-nginx spec.minReplicas',
      );
    },
  );

  test('those that begin so', async () => {
    const id = inspection.report.findings.find(({verdict}) => verdict === 'drift')?.id ?? '';
    const {answer} = await complete(`explain ${id.slice(0, 4)}`);
    expect([answer.from, answer.candidates.map(({text}) => text)]).toEqual([8, [id]]);
  });

  test('are the CLI’s business where one is given already, and where nothing is open', async () => {
    expect((await complete('explain 7c1 ')).ran).toHaveLength(1);
    expect((await complete('explain ', '', false)).ran).toEqual([['__complete', 'explain', '']]);
  });
});

test('after a quote that is not closed nothing before counts', async () => {
  expect((await complete('ignore "a b', '', false)).ran).toEqual([['__complete', 'b']]);
});
