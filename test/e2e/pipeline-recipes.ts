import {readFileSync} from 'node:fs';

/** The YAML of docs/recipes.md, by the name of its recipe. */
export function pipelineRecipes(): Readonly<Record<string, string>> {
  const blocks = readFileSync('docs/recipes.md', 'utf8').matchAll(/^```yaml recipe=(\S+)\n([\s\S]*?)^```$/gm);
  return Object.fromEntries([...blocks].map(([, name = '', yaml = '']) => [name, yaml]));
}
