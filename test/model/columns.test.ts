import {describe, expect, test} from 'vitest';
import {maskText} from '../../src/model/mask.ts';
import {beginning, columnsOf, differing} from '../../src/model/columns.ts';

describe('columns', () => {
  test.each([
    ['plain', 5],
    ['', 0],
    ['値段', 4],
    ['🚢', 2],
    ['e\u0301', 1],
    ['وداعا', 5],
    ['⚓\uFE0F', 2],
    ['❤\uFE0F', 2],
    ['ﾊﾝ', 2],
    ['Ａ', 2],
    ['→ … ✓', 5],
  ])('%s takes %d', (text, columns) => expect(columnsOf(text)).toBe(columns));

  test('the beginning of a text ends with a whole character', () => {
    expect(beginning('値段', 3)).toBe('値');
    expect(beginning('e\u0301e\u0301', 1)).toBe('e\u0301');
    expect(beginning('🚢🚢', 1)).toBe('');
    expect(beginning('abc', 2)).toBe('ab');
  });
});

describe('two texts from where they differ', () => {
  const image = 'registry.example.com/team/app';

  test('both are whole where they fit', () =>
    expect(differing('80', '8080', 12)).toEqual({desired: '80', live: '8080'}));

  test('an ellipsis stands for what they share', () => {
    expect(differing(`${image}:1.29`, `${image}:1.29-hotfix`, 40)).toEqual({desired: '…:1.29', live: '…:1.29-hotfix'});
    expect(differing('https://a.example.com/x/1/y/z', 'https://a.example.com/x/2/y/z', 30)).toEqual({
      desired: '…/1…',
      live: '…/2…',
    });
  });

  test('what one side has more is told by the word before it', () =>
    expect(differing('alpha beta gamma delta', 'alpha beta gamma delta epsilon', 40)).toEqual({
      desired: '…delta',
      live: '…delta epsilon',
    }));

  test('what one side has more at the beginning is told by the word behind it', () =>
    expect(differing('beta gamma delta', 'alpha beta gamma delta', 30)).toEqual({
      desired: 'beta…',
      live: 'alpha beta…',
    }));

  test('one long word is shown around the character that differs', () =>
    expect(differing('v'.repeat(400), `${'v'.repeat(399)}w`, 40)).toEqual({desired: '…vvvvvvvvv', live: '…vvvvvvvvw'}));

  test('a number in one long word is shown whole', () =>
    expect(differing(`${'v'.repeat(60)}80x`, `${'v'.repeat(60)}8080x`, 40)).toEqual({
      desired: '…vvvvvvvv80x',
      live: '…vvvvvvvv8080x',
    }));

  test('a mask is never cut', () => {
    const [a, b] = [maskText(20, '3724f575'), maskText(28, '20060c31')];
    expect(differing(`postgres://app:${a}@db/app`, `postgres://app:${b}@db/app`, 70)).toEqual({
      desired: `…:${a}…`,
      live: `…:${b}…`,
    });
    expect(differing(a, b, 40)).toBeUndefined();
  });

  test('what differs and does not fit is left to the caller', () =>
    expect(differing('a '.repeat(50), 'b '.repeat(50), 60)).toBeUndefined());
});
