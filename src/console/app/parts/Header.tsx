import {go} from '../state/address.ts';
import {current, isNow, opened, scrubTo, shown, state} from '../state/store.ts';
import {ago, clockTime, count} from '../state/words.ts';
import {helpOpen} from './Help.tsx';
import {LinkState} from './LinkState.tsx';
import {StateMark} from './Severity.tsx';
import {ThemeSwitch} from './ThemeSwitch.tsx';

/** Where one is: cluster, release, and its state now; what is audited, against what. */
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
          <Viewing />
          <LinkState />
          {current.value !== undefined && <StateMark of={current.value.compliance} load={current.value.load} />}
          <button type="button" class="plain" aria-label="Keys and help" onClick={() => (helpOpen.value = true)}>
            ?
          </button>
          <ThemeSwitch />
        </div>
      </div>
      {release !== undefined && (
        <dl class="facts">
          <Fact name="Context" value={`${release.namespace} / ${release.name}`} />
          <Fact name="Workflow" value={release.workflow} />
          {release.scenario === undefined ? undefined : <Fact name="Scenario" value={release.scenario.title} />}
          <Fact
            name="Audited"
            value={release.kinds.map((kind) => `${kind.kind}${kind.count > 1 ? ` ×${kind.count}` : ''}`).join(', ')}
            title={count(
              release.kinds.reduce((sum, kind) => sum + kind.count, 0),
              'object',
            )}
          />
          <Fact
            name="Artifact"
            value={`${release.artifact.file} from ${release.artifact.from}`}
            title={`SHA-256 ${release.artifact.digest}`}
          />
          {release.deployedAt !== undefined && (
            <Fact name="Deployed" value={ago(release.deployedAt)} title={clockTime(release.deployedAt)} />
          )}
          {shown.value !== undefined && (
            <Fact name="Evidence" value={ago(shown.value.takenAt)} title={clockTime(shown.value.takenAt)} />
          )}
        </dl>
      )}
    </header>
  );
}

/** Another moment than now is framed as one: what stands beside it in the header is always about now. */
function Viewing() {
  if (isNow.value || shown.value === undefined) return null;
  return (
    <button type="button" class="viewing" onClick={() => scrubTo(opened.value?.now ?? 0)}>
      Viewing {shown.value.name} · back to now
    </button>
  );
}

function Fact({name, value, title}: {readonly name: string; readonly value: string; readonly title?: string}) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd title={title ?? value}>{value}</dd>
    </div>
  );
}
