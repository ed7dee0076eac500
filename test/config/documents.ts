/** Documents of our own kind, without the two lines at their top: the schema and the parser must agree on each. */

const sinkOf = (sink: string): string => `notify: {sinks: [${sink}]}`;
const routeOf = (route: string): string => `notify: {sinks: [{name: a, events: {}}], routes: [${route}]}`;

export const GOOD: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['an empty list', 'ignore: []'],
  ['a list that is not there yet', 'ignore:\ncontrolPaths:\ncontrollers:'],
  ['a reason alone', 'ignore: [{reason: r}]'],
  ['a path', 'ignore: [{reason: r, paths: [/spec/replicas]}]'],
  ['the root', 'ignore: [{reason: r, paths: [/]}]'],
  ['list items', 'ignore: [{reason: r, paths: ["/a/*/[name=x]/b", "/a/[=v]", "/a/0", "/a/[k=1,l=2][1]"]}]'],
  ['an escaped path', 'ignore: [{reason: r, paths: [/metadata/annotations/a.b~1c~0d]}]'],
  ['managers', 'ignore: [{reason: r, managers: [kubectl*, x]}]'],
  ['changes', 'ignore: [{reason: r, changes: [missing, extra, changed, removed, added]}]'],
  ['a date', 'ignore: [{reason: r, expires: 2026-12-31}]'],
  ['a date-time', 'ignore: [{reason: r, expires: "2026-12-31T10:00:00.5+02:00"}]'],
  [
    'a whole target',
    'ignore: [{reason: r, target: {release: a/b, group: apps, kind: D*, namespace: ns, name: x?, labelSelector: "a=b", annotationSelector: "!c"}}]',
  ],
  ['the core group, and no namespace', 'ignore: [{reason: r, target: {group: "", namespace: ""}}]'],
  ['regular expressions', 'ignore: [{reason: r, target: {kind: /A|B/, name: /^x.*$/}}]'],
  ['an empty target', 'ignore: [{reason: r, target: {}}]'],
  ['controllers', 'controllers: [my-operator, "x-*"]'],
  ['fidelity', 'fidelity: server'],
  ['failOn', 'failOn: critical'],
  ['a control path', 'controlPaths: [{kinds: ["*"], path: spec.a.**, title: T, severity: low}]'],
  [
    'a whole control path',
    'controlPaths: [{kinds: [apps/Deployment, Service], path: spec.replicas, title: T, severity: high, group: traffic, impact: "{live}", meaning: m}]',
  ],
  ['nobody to tell', 'notify:'],
  ['a sink', 'notify: {sinks: [{name: a, slack: {url: "https://hooks.example/x"}}]}'],
  [
    'sinks of all kinds',
    `notify:
  sinks:
    - {name: chat, slack: {urlFrom: {env: URL}}, template: "{state} {object}"}
    - {name: cards, teams: {urlFrom: {file: /run/url}}}
    - {name: bus, cloudEvents: {url: "http://127.0.0.1:1/x", caFile: ca.pem, tokenFrom: {env: T}, secretFrom: {env: S}}}
    - {name: alerts, alertmanager: {url: "http://am:9093", token: t, resend: 30s, resolveAfter: 2m}}
    - {name: cluster, events: {}}
  routes:
    - {to: [chat, cards], namespaces: [shop-*], labels: "team=web,tier!=test", severity: high}
    - {to: [alerts], controlPaths: ["HPA *", "Deployment spec.replicas"], states: [new, came back, resolved]}
    - {to: [bus], quietHours: {zone: UTC, days: [sat, sun], passes: critical}}
  quietHours: {zone: Europe/Berlin, hours: ["20:00-07:00", "12:00-13:00"], passes: high}
  remindAfter: 4h
  flapping: {changes: 3, within: 5m}`,
  ],
  ['nothing to put back', 'reconcile:'],
  ['a policy', 'reconcile: {rules: [{controlPaths: [HPA floor]}]}'],
  [
    'a whole policy',
    'reconcile: {mode: fix, budget: 5, after: 30s, windows: {zone: UTC, hours: ["08:00-18:00"], days: [mon]}, fight: {rewrites: 4, within: 2h}, rules: [{controlPaths: ["HPA *"], namespaces: [prod-*], severity: high, changes: [changed, added]}]}',
  ],
  ['no reminders', 'notify: {sinks: [{name: a, events: {}}], remindAfter: never}'],
];

/** With what the error must say, and its hint. */
export const BAD: readonly (readonly [string, string, string, string?])[] = [
  ['an unknown field', 'ignored: []', 'unknown field "ignored"', 'Did you mean "ignore"?'],
  ['a far-off field', 'something: 1', 'unknown field "something"', 'Known are: apiVersion'],
  ['no reason', 'ignore: [{paths: [/a]}]', 'rule 1: reason is missing'],
  ['a blank reason', 'ignore: [{reason: " "}]', 'rule 1: reason is missing'],
  ['an empty controller', 'controllers: [""]', 'controllers holds an empty text'],
  ['no rule', 'ignore: [{reason: r}, text]', 'rule 2: it must be a map, and is text'],
  ['a list that is none', 'ignore: {reason: r}', 'ignore must be a list, and is a map'],
  ['an unknown field of a rule', 'ignore: [{reason: r, pathes: [/a]}]', 'rule 1: unknown field "pathes"', '"paths"'],
  ['an unknown field of a target', 'ignore: [{reason: r, target: {nmae: x}}]', 'unknown field "nmae"', '"name"'],
  ['a version', 'ignore: [{reason: r, target: {version: v1}}]', 'unknown field "version"'],
  ['paths as a text', 'ignore: [{reason: r, paths: /a}]', 'paths must be a list, and is text'],
  ['no paths', 'ignore: [{reason: r, paths: []}]', 'paths is empty'],
  ['null paths', 'ignore: [{reason: r, paths: }]', 'paths must be a list, and is empty'],
  ['a path without a slash', 'ignore: [{reason: r, paths: [spec.replicas]}]', 'begins with a slash'],
  ['a path with an empty segment', 'ignore: [{reason: r, paths: [/a//b]}]', 'empty segment'],
  ['a path with a bare tilde', 'ignore: [{reason: r, paths: [/a~b]}]', 'neither ~0'],
  ['a number for a path', 'ignore: [{reason: r, paths: [1]}]', 'holds the number 1'],
  ['no managers', 'ignore: [{reason: r, managers: []}]', 'managers is empty'],
  ['an unknown change', 'ignore: [{reason: r, changes: [mising]}]', 'changes cannot be "mising"', '"missing"'],
  ['no date', 'ignore: [{reason: r, expires: tomorrow}]', 'rule 1: expires: "tomorrow" is no date'],
  ['a date of another order', 'ignore: [{reason: r, expires: 31-12-2026}]', 'is no date'],
  [
    'a year for a date',
    'ignore: [{reason: r, expires: 2026}]',
    'expires must be text, and is the number 2026',
    'quotes',
  ],
  ['a group in the kind', 'ignore: [{reason: r, target: {kind: apps/Deployment}}]', 'target.kind cannot be'],
  ['an empty name', 'ignore: [{reason: r, target: {name: ""}}]', 'target.name is empty'],
  ['a boolean for a name', 'ignore: [{reason: r, target: {name: yes}}]', 'name must be text, and is the boolean true'],
  ['a list for a target', 'ignore: [{reason: r, target: []}]', 'target must be a map, and is a list'],
  ['an unknown fidelity', 'fidelity: clinet', 'fidelity cannot be "clinet"', 'Did you mean "client"?'],
  ['an unknown severity', 'failOn: none', 'failOn cannot be "none"', 'Known are: low'],
  ['a control path without kinds', 'controlPaths: [{path: a, title: T, severity: low}]', 'kinds is missing'],
  ['a control path without a title', 'controlPaths: [{kinds: [A], path: a, severity: low}]', 'title is missing'],
  ['a control path as a pointer', 'controlPaths: [{kinds: [A], path: /a, title: T, severity: low}]', 'path cannot be'],
  [
    'a control path of an unknown severity',
    'controlPaths: [{kinds: [A], path: a, title: T, severity: mid}]',
    'control path 1: severity cannot be "mid"',
  ],
  [
    'a control path of an unknown group',
    'controlPaths: [{kinds: [A], path: a, title: T, severity: low, group: network}]',
    'group cannot be "network"',
  ],
  ['a policy without rules', 'reconcile: {mode: fix}', 'reconcile: rules is missing'],
  ['a rule about nothing', 'reconcile: {rules: [{severity: high}]}', 'reconcile, rule 1: controlPaths is missing'],
  ['a mode that is none', 'reconcile: {mode: auto, rules: [{controlPaths: [a]}]}', 'mode cannot be "auto"'],
  ['no budget', 'reconcile: {budget: 0, rules: [{controlPaths: [a]}]}', 'budget must be a number from 1 to 1000'],
  ['no fight', 'reconcile: {fight: {rewrites: 1}, rules: [{controlPaths: [a]}]}', 'rewrites must be a number'],
  ['an unknown change to put back', 'reconcile: {rules: [{controlPaths: [a], changes: [x]}]}', 'changes cannot be "x"'],
  ['windows of no hours', 'reconcile: {windows: {zone: UTC}, rules: [{controlPaths: [a]}]}', 'neither hours nor days'],
  ['no sinks', 'notify: {}', 'notify: sinks is missing'],
  ['no sink', 'notify: {sinks: []}', 'notify: sinks is missing'],
  ['a sink without a name', sinkOf('{events: {}}'), 'sink 1: name is missing'],
  ['a sink with a name that is none', sinkOf('{name: A_b, events: {}}'), 'name cannot be "A_b"'],
  ['a sink called exec', sinkOf('{name: exec, events: {}}'), 'exec is what --exec is called'],
  ['a sink of no kind', sinkOf('{name: a}'), 'what it is is missing', 'cloudEvents, slack'],
  ['a sink of two kinds', sinkOf('{name: a, events: {}, slack: {url: "http://x"}}'), 'it is slack and events'],
  ['a sink without an address', sinkOf('{name: a, slack: {}}'), 'url is missing', 'urlFrom'],
  ['two addresses', sinkOf('{name: a, slack: {url: "http://x", urlFrom: {env: U}}}'), 'url and urlFrom are given'],
  ['an address from nowhere', sinkOf('{name: a, slack: {urlFrom: {}}}'), 'names neither an env nor a file'],
  ['an address from two places', sinkOf('{name: a, slack: {urlFrom: {env: A, file: b}}}'), 'or both'],
  ['an unknown field of a sink', sinkOf('{name: a, slack: {urll: "http://x"}}'), 'unknown field "urll"', '"url"'],
  ['a signature for Slack', sinkOf('{name: a, slack: {url: "http://x", secret: s}}'), 'unknown field "secret"'],
  ['a route to nobody', routeOf('{severity: high}'), 'route 1: to is missing'],
  ['an unknown state', routeOf('{to: [a], states: [gone]}'), 'states cannot be "gone"'],
  ['hours without a zone', routeOf('{to: [a], quietHours: {hours: ["20:00-07:00"]}}'), 'zone is missing'],
  ['no hours', routeOf('{to: [a], quietHours: {zone: UTC}}'), 'neither hours nor days'],
  ['an hour that is none', routeOf('{to: [a], quietHours: {zone: UTC, hours: ["25:00-07:00"]}}'), 'hours cannot hold'],
  ['a day that is none', routeOf('{to: [a], quietHours: {zone: UTC, days: [funday]}}'), 'days cannot be "funday"'],
  ['a time without a unit', 'notify: {sinks: [{name: a, events: {}}], remindAfter: "90"}', 'remindAfter cannot be'],
  ['no flapping', 'notify: {sinks: [{name: a, events: {}}], flapping: {changes: 1}}', 'changes must be a number'],
];

/** What the schema cannot say, and the parser refuses. */
export const MEANT_OTHERWISE: readonly (readonly [string, string, string, string?])[] = [
  ['two sinks of a name', sinkOf('{name: a, events: {}}, {name: a, events: {}}'), 'two sinks are called "a"'],
  ['a sink that is not there', routeOf('{to: [b]}'), 'to cannot be "b"', 'Did you mean "a"?'],
  ['a zone that is not there', routeOf('{to: [a], quietHours: {zone: Europe/Bern1, days: [sat]}}'), 'zone cannot be'],
  ['hours of no length', routeOf('{to: [a], quietHours: {zone: UTC, hours: ["07:00-07:00"]}}'), 'hours cannot hold'],
  ['a broken selector', routeOf('{to: [a], labels: "a b"}'), 'is no label selector'],
  ['a broken expression', routeOf('{to: [a], namespaces: ["/(/"]}'), 'namespaces holds /(/'],
  ['no address', sinkOf('{name: a, slack: {url: hooks}}'), 'url is no address'],
  ['another scheme', sinkOf('{name: a, slack: {url: "ftp://x/y"}}'), 'url is not one of http or https'],
  ['a login in an address', sinkOf('{name: a, slack: {url: "https://u:p@x/y"}}'), 'url holds a user or a password'],
  ['an unknown word', sinkOf('{name: a, slack: {url: "http://x"}, template: "{stat}"}'), 'template holds {stat}'],
  ['a template for programs', sinkOf('{name: a, events: {}, template: "{state}"}'), 'takes no template'],
  [
    'an alert that ends before it is sent again',
    sinkOf('{name: a, alertmanager: {url: "http://x", resend: 5m, resolveAfter: 6m}}'),
    'resolveAfter is shorter',
  ],
  ['a time of nothing', 'notify: {sinks: [{name: a, events: {}}], remindAfter: 0h}', 'remindAfter cannot be "0h"'],
];

export const HEAD = 'apiVersion: helm-drift/v1\nkind: Config\n';
