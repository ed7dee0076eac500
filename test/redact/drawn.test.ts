import {expect, test} from 'vitest';
import {createRedactor} from '../../src/redact/redactor.ts';
import {writeYaml} from '../../src/yaml/write.ts';
import {spellings, staged} from './canaries.ts';
import {base64, drawn} from './planted/planted.ts';
import type {Place} from './planted/planted.ts';

const PLAIN = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
const ALPHABETS = {
  plain: PLAIN,
  lower: 'bcdfghjkmnpqrstvwxz0123456789',
  spaces: `${PLAIN}   `,
  odd: `${PLAIN},;&'(\\/@"#:`,
  more: `${PLAIN}!$%^*)-_=+[]{}|<>?~.`,
  unicode: `${PLAIN}äöüßéñ漢字🔑`,
} as const;
type Alphabet = keyof typeof ALPHABETS;

/** A format with its own way to write any text, or the alphabets that it can write. */
interface Format {
  readonly name: string;
  readonly place: Place;
  readonly write: (secret: string) => string;
  readonly only?: readonly Alphabet[];
}

const file = (name: string): Place => ({file: name});
const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const doubled = (text: string): string => text.replaceAll("'", "''");
const shell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const php = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
const json = (value: unknown): string => JSON.stringify(value);
const WORDS = ['plain', 'lower'] as const;

const FORMATS: readonly Format[] = [
  {name: 'YAML', place: file('a.yaml'), write: (s) => writeYaml({db: {user: 'me', password: s}, other: 1})},
  {name: 'a list of YAML', place: file('a.yaml'), write: (s) => writeYaml({tokens: ['one', s]})},
  {name: 'a block of YAML', place: file('a.yaml'), write: (s) => `secretKey: |\n  ${s}\nother: 1\n`},
  {name: 'YAML in YAML', place: file('a.yaml'), write: (s) => writeYaml({files: {'b.yaml': writeYaml({apiKey: s})}})},
  {name: 'JSON in YAML', place: file('a.yaml'), write: (s) => writeYaml({x: json({clientSecret: s})})},
  {name: 'a Secret of YAML', place: file('a.yaml'), write: (s) => writeYaml({kind: 'Secret', stringData: {x: s}})},
  {name: 'an env of YAML', place: file('a.yaml'), write: (s) => writeYaml({env: [{name: 'X_PASSWORD', value: s}]})},
  {name: 'JSON', place: file('a.json'), write: (s) => json({db: {password: s}})},
  {
    name: 'JSON with indentation',
    place: file('a.json'),
    write: (s) => JSON.stringify({auth: {token: s, x: [1]}}, null, 2),
  },
  {name: 'JSON in JSON', place: file('a.json'), write: (s) => json({x: json({password: s})})},
  {name: 'a list of JSON', place: file('a.json'), write: (s) => json({passwords: [s, 'x']})},
  {name: 'properties', place: file('a.properties'), write: (s) => `db.user=me\ndb.password=${s}\nport=1\n`},
  {name: 'INI', place: file('a.ini'), write: (s) => `[db]\npassword = ${s}\nport = 1\n`},
  {name: '.env', place: file('.env'), write: (s) => `HOST=x\nDB_PASSWORD=${s}\n`},
  {name: '.env in quotes', place: file('.env'), write: (s) => `HOST=x\nAPI_TOKEN=${json(s)}\n`},
  {name: 'TOML', place: file('a.toml'), write: (s) => `[db]\npassword = ${json(s)}\nport = 1\n`},
  {
    name: 'an element of XML',
    place: file('a.xml'),
    write: (s) => `<db><user>me</user><password>${xml(s)}</password></db>`,
  },
  {name: 'an attribute of XML', place: file('a.xml'), write: (s) => `<db user="me" password="${xml(s)}"/>`},
  {name: 'a key of XML', place: file('a.xml'), write: (s) => `<add key="ApiToken" value="${xml(s)}" />`},
  {name: 'SQL', place: file('a.sql'), write: (s) => `CREATE USER 'a' IDENTIFIED BY '${doubled(s)}';\n`},
  {name: 'SQL of postgres', place: file('a.sql'), write: (s) => `CREATE ROLE a LOGIN PASSWORD '${doubled(s)}';\n`},
  {name: 'PHP', place: file('a.php'), write: (s) => `<?php\ndefine('DB_PASSWORD', '${php(s)}');\n`},
  {name: 'an array of PHP', place: file('a.php'), write: (s) => `<?php return ['password' => '${php(s)}'];`},
  {name: 'python', place: file('a.py'), write: (s) => `SECRET_KEY = ${json(s)}\nX = 1\n`},
  {name: 'logstash', place: file('a.conf'), write: (s) => `output { x { password => ${json(s)} } }\n`},
  {name: 'export', place: file('a.sh'), write: (s) => `export X_TOKEN=${shell(s)}\nrun\n`},
  {name: 'a flag', place: file('a.sh'), write: (s) => `run --password ${shell(s)} --port 1\n`},
  {name: 'redis', place: file('redis.conf'), write: (s) => `port 1\nrequirepass ${json(s)}\n`},
  {
    name: 'netrc',
    place: file('.netrc'),
    write: (s) => `machine x login me password ${s}\n`,
    only: [...WORDS, 'unicode'],
  },
  {
    name: '.pgpass',
    place: file('.pgpass'),
    write: (s) => `db:5432:app:me:${s.replaceAll('\\', '\\\\').replaceAll(':', '\\:')}\n`,
  },
  {name: 'a URL', place: {env: 'ADDRESS'}, write: (s) => `postgres://me:${encodeURIComponent(s)}@db:5432/x`},
  {name: 'a raw URL', place: {env: 'ADDRESS'}, write: (s) => `amqp://me:${s}@mq:5672/x`},
  {name: 'a query', place: {env: 'ADDRESS'}, write: (s) => `https://x.example.com/?a=b&token=${encodeURIComponent(s)}`},
  {
    name: 'a connection string',
    place: {env: 'ADDRESS'},
    write: (s) => `Server=db;User Id=sa;Password="${s.replaceAll('"', '""')}";Encrypt=true`,
  },
  {name: 'a header', place: file('a.txt'), write: (s) => `GET / HTTP/1.1\nX-Api-Key: ${s}\nHost: x\n`},
  {name: 'Bearer', place: file('a.txt'), write: (s) => `Authorization: Bearer ${s}\n`},
  {name: 'Basic', place: file('a.txt'), write: (s) => `Authorization: Basic ${base64(`me:${s}`)}\n`},
  {name: 'docker', place: file('config.json'), write: (s) => json({auths: {x: {auth: base64(`me:${s}`)}}})},
  {name: 'a base64 of YAML', place: {binary: 'x.bin'}, write: (s) => base64(writeYaml({password: s}))},
  {name: 'a base64 of properties', place: {env: 'BLOB'}, write: (s) => base64(`a=1\nsecret=${s}\n`)},
  {name: 'an env', place: {env: 'APP_PASSWORD'}, write: (s) => s},
  {name: 'a custom field', place: {field: ['spec', 'clientSecret']}, write: (s) => s},
  {name: 'an annotation', place: {annotation: 'example.com/api-token'}, write: (s) => s},
  {name: 'an argument', place: {arguments: ['x', '--password']}, write: (s) => s},
  {name: 'an argument with =', place: {arguments: ['x']}, write: (s) => `--auth-token=${s}`},
  {
    name: 'a PEM',
    place: file('a.txt'),
    write: (s) => `-----BEGIN PRIVATE KEY-----\n${base64(s)}\n-----END PRIVATE KEY-----\n`,
  },
];

/** How many are drawn of all formats and alphabets together. */
const DRAWS = 1000;

test('of secrets drawn at random, each in every format, none leaves', () => {
  const alphabets = Object.keys(ALPHABETS) as Alphabet[];
  const lost: string[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const format = FORMATS[draw % FORMATS.length];
    const kind = alphabets[Math.floor(draw / FORMATS.length) % alphabets.length];
    if (format === undefined || kind === undefined || (format.only !== undefined && !format.only.includes(kind)))
      continue;
    // A text that begins or ends with a space, or with a sign that a format reads as its own, is not written as it is.
    const secret = `K${drawn(draw + 5000, 10 + (draw % 17), ALPHABETS[kind])}9z`;
    const text = format.write(secret);
    const {object, finding} = staged({place: format.place, text}, draw);
    const shown = JSON.stringify(createRedactor().object(object)) + JSON.stringify(createRedactor().finding(finding));
    const found = spellings(secret).filter((one) => shown.includes(one));
    if (found.length > 0) lost.push(`${format.name}, ${kind}: ${JSON.stringify(text)} → ${found.join(' | ')}`);
  }
  expect(lost).toEqual([]);
});
