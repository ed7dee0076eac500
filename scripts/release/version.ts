import {load} from 'js-yaml';

/** A place that names the version of the plugin, and what it names. */
export interface NamedVersion {
  readonly place: string;
  readonly version: string;
}

/** Where the version stands beside package.json, which decides it. */
export function namedVersions(read: (file: string) => string): readonly NamedVersion[] {
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly version: string;
    readonly packages: Readonly<Record<string, {readonly version?: string}>>;
  };
  const plugin = load(read('plugin.yaml')) as {readonly version?: unknown};
  return [
    {place: 'package-lock.json', version: lock.version},
    {place: 'package-lock.json, its own package', version: lock.packages['']?.version ?? 'none'},
    {place: 'plugin.yaml', version: text(plugin.version)},
    {place: 'CHANGELOG.md, its newest part', version: /^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1] ?? 'none'},
  ];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : 'none');

/** A line for each place that names another version than package.json. */
export function disagreements(version: string, named: readonly NamedVersion[]): readonly string[] {
  return named
    .filter((one) => one.version !== version)
    .map((one) => `${one.place} says ${one.version}, and package.json ${version}`);
}
