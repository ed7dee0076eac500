import {Ajv} from 'ajv';
import {expect, test} from 'vitest';
import {receiver} from './receiver.ts';
import {message, notice, send, sinkOf} from './sent.ts';

const HOSTILE = '<!channel> <https://evil.example|click> `*_~` & \u202E [x](http://evil.example) <at>all</at>';

/** The limits that Slack publishes of the blocks that are used. */
const SLACK = new Ajv({allErrors: true}).compile({
  type: 'object',
  required: ['text', 'blocks'],
  additionalProperties: false,
  properties: {
    text: {type: 'string', minLength: 1},
    blocks: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      items: {
        oneOf: [
          {
            type: 'object',
            required: ['type', 'text'],
            additionalProperties: false,
            properties: {
              type: {const: 'header'},
              text: {
                type: 'object',
                additionalProperties: false,
                properties: {
                  type: {const: 'plain_text'},
                  text: {type: 'string', maxLength: 150, minLength: 1},
                  emoji: {type: 'boolean'},
                },
              },
            },
          },
          {
            type: 'object',
            properties: {type: {const: 'section'}, text: {$ref: '#/$defs/mrkdwn'}},
            required: ['type', 'text'],
            additionalProperties: false,
          },
          {
            type: 'object',
            required: ['type', 'elements'],
            additionalProperties: false,
            properties: {
              type: {const: 'context'},
              elements: {type: 'array', maxItems: 10, items: {$ref: '#/$defs/mrkdwn'}},
            },
          },
        ],
      },
    },
  },
  $defs: {
    mrkdwn: {
      type: 'object',
      required: ['type', 'text'],
      additionalProperties: false,
      properties: {
        type: {const: 'mrkdwn'},
        text: {type: 'string', minLength: 1, maxLength: 3000},
        verbatim: {const: true},
      },
    },
  },
});

interface SlackBody {
  readonly text: string;
  readonly blocks: readonly {
    readonly text?: {readonly text: string};
    readonly elements?: readonly {readonly text: string}[];
  }[];
}

test('Slack: what changed, who, how to look and to fix; nothing of a cluster mentions anybody or is a link', async () => {
  const there = await receiver();
  const sink = sinkOf({name: 'chat', kind: 'slack', url: {value: `${there.url}/services/secret`}});
  await send(sink, message(notice()));
  const body = JSON.parse(there.received[0]?.body ?? '') as SlackBody;
  const text = JSON.stringify(body);
  SLACK(body);
  expect(SLACK.errors).toBeNull();
  for (const part of [
    'shop/web: 1 new',
    'new · high',
    'Deployment/web spec.replicas',
    '3 → 5',
    'by kubectl-edit',
    'helm drift explain web 0123456 -n shop',
    'helm drift fix web -n shop --only 0123456',
  ])
    expect(text).toContain(part.replaceAll('>', '&gt;'));
  const hostile = notice(
    {},
    {title: HOSTILE, live: HOSTILE.repeat(40), path: HOSTILE, by: {manager: HOSTILE, certainty: 'exact'}},
  );
  await send(sink, message(...Array.from({length: 10}, () => hostile)));
  const bad = JSON.parse(there.received[1]?.body ?? '') as SlackBody;
  SLACK(bad);
  expect(SLACK.errors).toBeNull();
  const shown = [
    bad.text,
    ...bad.blocks.flatMap((block) => [block.text?.text ?? '', ...(block.elements ?? []).map((one) => one.text)]),
  ];
  // Slack's own: a mention and a link are between angle brackets.
  for (const one of shown) expect(one).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
  await send(
    sinkOf({name: 'chat', kind: 'slack', url: {value: there.url}, template: '<b> {state} {title} {unknown'}),
    message(hostile),
  );
  expect(there.received[2]?.body).toContain('<b> new');
  expect((JSON.parse(there.received[2]?.body ?? '') as SlackBody).blocks[1]?.text?.text).toContain('&lt;!channel&gt;');
});

test('Teams: an Adaptive Card whose text is text alone', async () => {
  const there = await receiver();
  const sink = sinkOf({name: 'cards', kind: 'teams', url: {value: there.url}});
  await send(
    sink,
    message(notice({}, {title: HOSTILE}), notice({state: 'resolved'}, {endedBy: 'upgrade to revision 4'})),
  );
  const body = JSON.parse(there.received[0]?.body ?? '') as {
    type: string;
    attachments: {
      contentType: string;
      content: {type: string; version: string; body: {type: string; inlines: {type: string; text: string}[]}[]};
    }[];
  };
  const [card] = body.attachments;
  expect(body.type).toBe('message');
  expect(card).toMatchObject({
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {type: 'AdaptiveCard', version: '1.4'},
  });
  // A text block would read Markdown.
  expect(new Set(card?.content.body.map(({type}) => type))).toEqual(new Set(['RichTextBlock']));
  expect(
    card?.content.body.flatMap(({inlines}) => inlines).every(({type, text}) => type === 'TextRun' && text !== ''),
  ).toBe(true);
  const text = JSON.stringify(body);
  expect(text).toContain('ended by upgrade to revision 4');
  expect(text).toContain('shop/web: 1 new, 1 resolved');
  expect(there.received[0]?.body.length).toBeLessThan(28_000);
  await send(
    sinkOf({name: 'cards', kind: 'teams', url: {value: there.url}, template: '{severity}!'}),
    message(notice()),
  );
  expect(there.received[1]?.body).toContain('high!');
});
