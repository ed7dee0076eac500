import {useState} from 'preact/hooks';
import type {AssetFile, AuditAssets} from '../../routes.ts';
import {copy} from '../state/announce.ts';
import {useAnswer} from '../state/answer.ts';
import {get} from '../state/api.ts';
import {focused, opened, select, state, timeline} from '../state/store.ts';
import {AssetPane} from '../yaml/AssetPane.tsx';
import {Records} from './Records.tsx';

const RECORDS = 'records';

/** The runner, the templates with the lines that declare what drifted, and the books of what was fixed. */
export function Assets() {
  const {assets, problem} = useAssets();
  const [picked, setPicked] = useState<string>();
  const finding = focused.value;
  if (problem !== undefined) return <p class="empty">{problem}</p>;
  if (assets === undefined) return <p class="empty">Fetching the runner and the chart …</p>;
  const files = [assets.runner, ...assets.templates];
  const declaring = files.find(
    ({marks}) => finding !== undefined && marks.some((m) => m.findings.includes(finding.id)),
  );
  const path = picked ?? declaring?.path ?? assets.runner.path;
  const file = files.find((each) => each.path === path) ?? assets.runner;
  const here = file.marks.find((m) => finding !== undefined && m.findings.includes(finding.id));
  return (
    <div class="compare">
      <nav class="objects" aria-label="Audit assets">
        <ul>
          {files.map((each) => (
            <li key={each.path} class={each.path === path ? 'current' : ''}>
              <button
                type="button"
                {...(each.path === path ? {'aria-current': 'true'} : {})}
                onClick={() => setPicked(each.path)}
              >
                <span class="object-name" title={each.path}>
                  {each.path}
                </span>
                {each.marks.length > 0 && <span class="object-flag flagged">▲ {each.marks.length}</span>}
              </button>
            </li>
          ))}
          <li class={path === RECORDS ? 'current' : ''}>
            <button
              type="button"
              {...(path === RECORDS ? {'aria-current': 'true'} : {})}
              onClick={() => setPicked(RECORDS)}
            >
              <span class="object-name">Fix records</span>
              <span class="object-flag">{state.value?.records.length ?? 0}</span>
            </button>
          </li>
        </ul>
        {assets.problem !== undefined && <p class="dim objects-note">{assets.problem}</p>}
      </nav>
      <div class="compare-main">
        {path === RECORDS ? (
          <Records />
        ) : (
          <>
            <div class="toolbar">
              <h3 class="compare-title">{file.path}</h3>
              <button type="button" onClick={() => void copy(file.text, file.path)}>
                Copy
              </button>
            </div>
            <Declared file={file} />
            <AssetPane file={file} here={here?.line} key={file.path} />
          </>
        )}
      </div>
    </div>
  );
}

/** Which line declares which drifted field, in words: the marks in the text alone would be colour only. */
function Declared({file}: {readonly file: AssetFile}) {
  if (file.marks.length === 0) return null;
  const findings = new Map(timeline.value.flatMap((each) => each.findings).map((each) => [each.id, each]));
  return (
    <ul class="declared">
      {file.marks.map((mark) => (
        <li key={mark.line}>
          Line {mark.line} {mark.certainty === 'field' ? 'declares' : 'begins the object of'}{' '}
          {mark.findings.map((id) => (
            <button type="button" class="as-link" key={id} onClick={() => select(id)}>
              {findings.get(id)?.title ?? id}
            </button>
          ))}
        </li>
      ))}
    </ul>
  );
}

function useAssets(): {readonly assets: AuditAssets | undefined; readonly problem: string | undefined} {
  const key = opened.value?.key;
  const taken = timeline.value[opened.value?.now ?? 0]?.liveDocument;
  const {value, problem} = useAnswer(() => get<AuditAssets>('/api/assets'), [key, taken]);
  return {assets: value, problem};
}
