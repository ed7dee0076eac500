import {SEVERITIES} from '../model/report.ts';
import type {JsonObject} from '../model/json.ts';
import {GROUP, KIND, PLURAL, TOLD_AT_MOST, VERSION} from './names.ts';

/** Findings that a status lists; the others are counted. */
export const FINDINGS_AT_MOST = 100;
/** Bytes of them. */
export const FINDINGS_BYTES = 64 * 1024;
/** Characters of a text in a status. */
export const TEXT = {path: 512, title: 200, name: 253, message: 1024} as const;
export const STATES = ['in-contract', 'variance-detected', 'incomplete'] as const;
/** Of what stands: what is resolved is not kept. */
export const STANDING_STATES = ['new', 'changed', 'accepted', 'came back'] as const;
export const CHANGES = ['changed', 'removed', 'added', 'missing', 'extra'] as const;
export const CERTAINTIES = ['exact', 'likely', 'unknown'] as const;

const text = (maxLength: number, more: JsonObject = {}): JsonObject => ({type: 'string', maxLength, ...more});
const time = (description: string): JsonObject => ({type: 'string', format: 'date-time', description});
const count = (description: string): JsonObject => ({type: 'integer', minimum: 0, description});
const oneOf = (words: readonly string[], description?: string): JsonObject => ({
  type: 'string',
  enum: words,
  ...(description === undefined ? {} : {description}),
});

const CONDITION: JsonObject = {
  type: 'object',
  required: ['type', 'status', 'reason', 'message', 'lastTransitionTime'],
  properties: {
    type: text(316),
    status: oneOf(['True', 'False', 'Unknown']),
    reason: text(TEXT.message),
    message: text(32_768),
    observedGeneration: {type: 'integer', format: 'int64', minimum: 0},
    lastTransitionTime: {type: 'string', format: 'date-time'},
  },
};

const FINDING: JsonObject = {
  type: 'object',
  required: ['id', 'severity', 'state', 'since'],
  properties: {
    id: text(64, {description: 'The whole ID; reports show its beginning.'}),
    severity: oneOf(SEVERITIES),
    state: oneOf(STANDING_STATES, 'What was told of it last.'),
    since: time('When it came to stand there as it does.'),
    first: time('When it was seen first.'),
    at: time('When its state was told.'),
    worst: oneOf(SEVERITIES),
    returns: count('How often it came back.'),
    object: {
      type: 'object',
      properties: {
        group: text(TEXT.name),
        kind: text(TEXT.name),
        namespace: text(TEXT.name),
        name: text(TEXT.name),
      },
    },
    path: text(TEXT.path),
    change: oneOf(CHANGES),
    title: text(TEXT.title),
    manager: text(TEXT.name),
    certainty: oneOf(CERTAINTIES),
    revision: {type: 'integer'},
    unseen: {type: 'boolean', description: 'It stands, and the last checks could not see whether it still does.'},
    digest: text(32, {
      description: 'A keyed digest of the live value, to tell a changed one from it. Never the value.',
    }),
  },
};

const STATUS: JsonObject = {
  type: 'object',
  properties: {
    state: oneOf(STATES),
    worst: oneOf(SEVERITIES, 'The worst severity of what drifted.'),
    drift: count('Differences that count.'),
    accepted: count('Differences that a rule accepts.'),
    gaps: count('What could not be verified.'),
    gapReasons: {
      type: 'array',
      maxItems: 20,
      items: text(64),
      'x-kubernetes-list-type': 'atomic',
      description: 'Why; docs/reasons.md has them.',
    },
    revision: {type: 'integer', description: 'The revision that was checked.'},
    since: time('Since when the oldest difference is known.'),
    changedAt: time('When this status came to be what it is.'),
    key: text(16, {description: 'Which key the digests are under.'}),
    findings: {
      type: 'array',
      maxItems: FINDINGS_AT_MOST,
      items: FINDING,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['id'],
      description: 'What stands, the worst first.',
    },
    omitted: count('Findings that are not listed here: `helm drift check` lists all.'),
    conditions: {
      type: 'array',
      maxItems: 8,
      items: CONDITION,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
    },
    told: text(TOLD_AT_MOST, {description: 'What notifications have told: a document of theirs.'}),
  },
};

/** The definition of ReleaseDrift, as the chart brings it. */
export function releaseDriftDefinition(): JsonObject {
  const column = (name: string, type: string, jsonPath: string, priority = 0): JsonObject => ({
    name,
    type,
    jsonPath,
    ...(priority === 0 ? {} : {priority}),
  });
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {name: `${PLURAL}.${GROUP}`},
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: {kind: KIND, listKind: `${KIND}List`, plural: PLURAL, singular: 'releasedrift', shortNames: ['rdrift']},
      versions: [
        {
          name: VERSION,
          served: true,
          storage: true,
          subresources: {status: {}},
          additionalPrinterColumns: [
            column('State', 'string', '.status.state'),
            column('Worst', 'string', '.status.worst'),
            column('Drift', 'integer', '.status.drift'),
            column('Gaps', 'integer', '.status.gaps'),
            column('Accepted', 'integer', '.status.accepted', 1),
            column('Revision', 'integer', '.status.revision'),
            column('Since', 'date', '.status.since'),
          ],
          schema: {
            openAPIV3Schema: {
              type: 'object',
              description: 'What helm drift knows of a release of the same name. It is written by the agent alone.',
              properties: {
                apiVersion: {type: 'string'},
                kind: {type: 'string'},
                metadata: {type: 'object'},
                status: STATUS,
              },
            },
          },
        },
      ],
    },
  };
}
