import {describe, expect, test} from 'vitest';
import {markedTemplates} from '../../../src/console/views/assets.ts';
import type {Finding} from '../../../src/model/report.ts';
import {governedInspection} from '../releases.ts';

const drifted = await governedInspection(2);
const titled = (title: string): Finding => {
  const found = drifted.report.findings.find(({controlPath}) => controlPath.title === title);
  if (found === undefined) throw new Error(`there is no ${title}`);
  return found;
};
describe('templates', () => {
  const HPA = [
    '# a comment',
    'kind: HorizontalPodAutoscaler',
    'metadata:',
    '  name: x',
    'spec:',
    '  "minReplicas": {{ .Values.min }}',
    '  metrics:',
    '    - type: cpu',
  ].join('\n');
  const file = (name: string, text: string) => ({name: `templates/${name}`, text});
  const marked = (
    files: Parameters<typeof markedTemplates>[0],
    findings: readonly Finding[] = drifted.report.findings,
  ) =>
    markedTemplates(
      files,
      'nginx',
      new Set(['nginx/templates/hpa.yaml', 'nginx/templates/service.yaml']),
      findings,
      (text) => text,
    );
  const floor = titled('HPA floor');

  test('those that declare something of the release, those of drifted fields first', () => {
    const files = [file('service.yaml', 'kind: Service'), file('NOTES.txt', 'hello'), file('hpa.yaml', HPA)];
    expect(marked(files, [floor]).map(({path}) => path)).toEqual([
      'nginx/templates/hpa.yaml',
      'nginx/templates/service.yaml',
    ]);
  });

  test('with the very line of a field', () => {
    expect(marked([file('hpa.yaml', HPA)], [floor])[0]?.marks).toEqual([
      {line: 6, certainty: 'field', findings: [floor.id]},
    ]);
  });

  test('else with the line where the object begins; several findings of one line are one mark', () => {
    const [one] = marked([file('hpa.yaml', 'x: 1\nkind: HorizontalPodAutoscaler\n{{ include "spec" . }}\n')]);
    expect(one?.marks).toEqual([{line: 2, certainty: 'object', findings: expect.any(Array)}]);
    expect(one?.marks[0]?.findings.length).toBeGreaterThan(1);
    const [nameless] = marked([file('hpa.yaml', '{{ include "all" . }}\n')], [{...floor, path: []}]);
    expect(nameless?.marks).toEqual([{line: 1, certainty: 'object', findings: [floor.id]}]);
  });

  test('what is accepted is no mark', () => {
    expect(marked([file('hpa.yaml', HPA)], [{...floor, verdict: 'accepted'}])[0]?.marks).toEqual([]);
  });
});
