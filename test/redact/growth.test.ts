import {expect, test} from 'vitest';
import {scrubbed} from '../../src/redact/values.ts';

/** What each format begins with, again and again, and hardly ever its end: a pattern that tries every pair takes minutes. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  letters: 'a',
  'a name': 'token: x ',
  'a name of each line': 'token: x\n',
  'a name without a value': 'password:\n',
  'a block': 'password: |\n',
  'a list in brackets': 'password: [ ',
  'a mapping': 'token: {',
  'JSON in depth': '{"a":',
  'an assignment': 'password=',
  'a part of a connection string': 'password=a;',
  'a part of a query': '&password=',
  'an open quote': 'password: `',
  'an escaped quote': '\\"',
  backslashes: '\\',
  quotes: "'",
  'a quoted word': '"a" ',
  spaces: ' ',
  'ends of lines': '\n',
  'an open tag': '<a ',
  'an attribute': '<a b="',
  'an element': '<password>',
  'a flag': '--password ',
  'a command': 'curl -u ',
  echo: 'echo a ',
  'a base64': 'QUJD',
  'a user': 'user a ',
  'colons and ats': 'a:b@',
  colons: 'a:b:',
  netrc: 'machine a login b ',
  'a cookie': 'Cookie: ',
  'a digest': 'Digest ',
  'an SQL': 'IDENTIFIED ',
  'an INSERT': 'INSERT INTO a (b) VALUES ',
  'a hash': '$2a$',
  'a prefix': 'sk-ant-',
  'a hook': 'hooks.slack.com/services/',
  'an AWS key': 'AKIAABCDEFGHIJKLMNOP ',
  'a key of PuTTY': 'Private-Lines: 1 ',
  'a header': 'set_header Authorization ',
  'an item of YAML': '- ',
};
const SIZE = 60_000;
/** A tenth of it on an idle machine. */
const MILLISECONDS = 2500;

test.each(Object.entries(BEGINNINGS))(
  'a text that is nothing but beginnings takes no long time: %s',
  (_name, begin) => {
    const text = begin.repeat(Math.ceil(SIZE / begin.length));
    // Time of this process alone: the machine may be busy.
    const before = process.cpuUsage();
    for (const isProse of [true, false]) scrubbed(text, () => '***', isProse);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(MILLISECONDS);
  },
);
