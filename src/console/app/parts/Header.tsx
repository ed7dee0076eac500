import {go} from '../state/address.ts';
import {current, opened, shown, state} from '../state/store.ts';
import {ago, clockTime} from '../state/clock.ts';
import {count} from '../state/words.ts';
import {helpOpen} from './Help.tsx';
import {LinkState} from './LinkState.tsx';
import {StateMark} from './Severity.tsx';
import {ThemeSwitch} from './ThemeSwitch.tsx';

/** Where one is: cluster, release, and its state now, whatever moment is shown. */
export function Header() {
  const release = opened.value;
  const cluster = state.value?.cluster;
  return (
    <header class="header">
      <div class="header-line">
        <h1 class="brand">Helm Drift Detector</h1>
        <nav class="crumbs" aria-label="Where you are">
          <a
            href="#/"
            onClick={(event) => {
              event.preventDefault();
              go('');
            }}
          >
            {cluster?.name ?? 'demo'}
          </a>
          {release !== undefined && (
            <>
              <span aria-hidden="true">/</span>
              <span>{release.namespace}</span>
              <span aria-hidden="true">/</span>
              <span class="crumb-release" aria-current="page">
                {release.name}
                {release.revision !== undefined && <span class="dim">@{release.revision}</span>}
              </span>
            </>
          )}
        </nav>
        <div class="header-end">
          <LinkState />
          {current.value !== undefined && <StateMark of={current.value.compliance} load={current.value.load} />}
          <About />
          <button type="button" class="plain" aria-label="Keys and help" onClick={() => (helpOpen.value = true)}>
            ?
          </button>
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}

/** What is audited, against what: there for whoever asks. */
function About() {
  const release = opened.value;
  if (release === undefined) return null;
  const {scenario, artifact, kinds, deployedAt} = release;
  const objects = kinds.reduce((sum, kind) => sum + kind.count, 0);
  return (
    <details class="about-release">
      <summary>About</summary>
      <dl class="facts">
        <Fact name="Release" value={`${release.namespace} / ${release.name}`} />
        <Fact name="Workflow" value={release.workflow} />
        {scenario === undefined ? undefined : <Fact name="Scenario" value={scenario.title} />}
        {scenario === undefined ? undefined : <Fact name="Recorded" value={scenario.source} />}
        <Fact
          name="Audited"
          value={`${count(objects, 'object')}: ${kinds.map((kind) => `${kind.kind}${kind.count > 1 ? ` ×${kind.count}` : ''}`).join(', ')}`}
        />
        <Fact name="Artifact" value={`${artifact.file} from ${artifact.from}`} />
        <Fact name="SHA-256" value={artifact.digest} />
        {deployedAt !== undefined && <Fact name="Deployed" value={`${ago(deployedAt)}, ${clockTime(deployedAt)}`} />}
        {shown.value !== undefined && (
          <Fact name="Evidence" value={`${ago(shown.value.takenAt)}, ${clockTime(shown.value.takenAt)}`} />
        )}
      </dl>
    </details>
  );
}

function Fact({name, value}: {readonly name: string; readonly value: string}) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
