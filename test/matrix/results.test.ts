import {expect, test} from 'vitest';
import {supportTable} from './results.ts';
import type {MatrixResults} from './results.ts';

const RESULTS: MatrixResults = {
  date: '2026-11-28',
  version: '0.1.0',
  minutes: 20.5,
  corpus: 20,
  runs: [
    {kubernetes: '1.31.13', helm: '3.18.0', node: '20.19.6', clean: 20, refused: [], wrong: [], seconds: 70},
    {kubernetes: '1.31.13', helm: '4.3.1', node: '22.1.0', clean: 19, refused: ['x: no kind'], wrong: [], seconds: 70},
    {kubernetes: '1.37.2', helm: '3.18.0', node: '22.1.0', clean: 20, refused: [], wrong: ['undo'], seconds: 70},
  ],
};

test('the table says what ran, what failed, and what did not run', () => {
  expect(supportTable(RESULTS).split('\n')).toEqual([
    '| | Helm 3.18.0 | Helm 4.3.1 |',
    '|---|---|---|',
    '| Kubernetes 1.31.13 | ✓ Node 20.19.6 | ✓ Node 22.1.0 |',
    '| Kubernetes 1.37.2 | ✗ Node 22.1.0 | not run |',
    '',
    '3 runs of helm drift 0.1.0 on 2026-11-28, in which each two versions meet once, in 20.5 minutes on two cores: 20 public charts in contract when fresh and after an upgrade (19 at the least), four changes by three tools found, fixed, and the fix undone.',
    '',
    "Not installed, by helm's own words: x: no kind (Kubernetes 1.31).",
  ]);
});
