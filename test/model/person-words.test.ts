import {expect, test} from 'vitest';
import {personText} from '../../src/model/person-words.ts';

test.each([
  [{name: 'alice'}, 'ALICE'],
  [{name: 'bob', impersonatedBy: 'gateway'}, 'BOB (impersonated by GATEWAY)'],
])('%j: each name is made fit for itself', (person, words) => {
  expect(personText(person, (name) => name.toUpperCase())).toBe(words);
  expect(personText(person)).toBe(words.toLowerCase());
});
