import {expect, test} from 'vitest';
import {notesOf} from '../../scripts/release/notes.ts';

const CHANGELOG =
  '# Changelog\n\n## 0.10.0 (unreleased)\n\n## 0.1.0 (2026-12-01)\n\n- a\n- ## no heading\n\n## 0.0.9\n\n- old\n';

test('notes are what the CHANGELOG says of that version, and of no other', () => {
  expect(notesOf(CHANGELOG, '0.1.0')).toEqual({text: '- a\n- ## no heading\n', when: '2026-12-01'});
  expect(notesOf(CHANGELOG, '0.0.9')).toEqual({text: '- old\n', when: ''});
});

test.each(['0.1', '1.0', '0.10.0', '0.1.0-rc.1'])('of %s nothing is said', (version) => {
  expect(() => notesOf(CHANGELOG, version)).toThrow(`CHANGELOG.md says nothing of ${version}`);
});
