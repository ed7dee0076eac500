import {expect, test} from 'vitest';
import {openerOn} from '../../../src/cli/commands/console.ts';

test('a page is opened by what each system has for it, and by no shell', () => {
  expect(openerOn('linux')).toEqual(['xdg-open']);
  expect(openerOn('freebsd')).toEqual(['xdg-open']);
  expect(openerOn('darwin')).toEqual(['open']);
  expect(openerOn('win32')).toEqual(['rundll32', 'url.dll,FileProtocolHandler']);
});
