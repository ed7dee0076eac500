import {wanted} from './state/address.ts';
import {isNow, opened, sessionLost, state} from './state/store.ts';
import {ActivityStrip} from './parts/ActivityStrip.tsx';
import {Banners} from './parts/Banners.tsx';
import {DriftList} from './parts/DriftList.tsx';
import {Focus} from './parts/Focus.tsx';
import {Hero} from './parts/Hero.tsx';
import {Header} from './parts/Header.tsx';
import {Help} from './parts/Help.tsx';
import {IgnoreDialog} from './parts/IgnoreDialog.tsx';
import {LiveScenario} from './parts/LiveScenario.tsx';
import {Prompt} from './parts/Prompt.tsx';
import {ReconcileDialog} from './parts/ReconcileDialog.tsx';
import {StartPage} from './parts/StartPage.tsx';
import {Timeline} from './parts/Timeline.tsx';
import {Toast} from './parts/Toast.tsx';
import {Views} from './parts/Views.tsx';

export function App() {
  return (
    <>
      <Toast />
      <Place />
    </>
  );
}

function Place() {
  if (sessionLost.value !== undefined)
    return <Locked message={sessionLost.value.message} hint={sessionLost.value.hint} />;
  if (state.value === undefined) return <main class="wait">Connecting to the console …</main>;
  return (
    <div class="page">
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('drift')?.focus();
          document.getElementById('main')?.scrollIntoView();
        }}
      >
        Skip to the findings
      </a>
      <Header />
      <Banners />
      <ActivityStrip />
      {wanted.value !== undefined ? (
        <main class="wait">Opening {wanted.value === '' ? 'the releases' : wanted.value} …</main>
      ) : opened.value === undefined ? (
        <StartPage />
      ) : (
        <Release />
      )}
      <Prompt />
      <ReconcileDialog />
      <IgnoreDialog />
      <LiveScenario />
      <Help />
    </div>
  );
}

function Release() {
  const release = opened.value;
  if (release === undefined || release.timeline.length === 0) {
    return (
      <main class="wait">
        {release?.problem === undefined
          ? 'Reading the release, its objects and who wrote them …'
          : 'Nothing to show yet.'}
      </main>
    );
  }
  return (
    <main class={`workbench ${isNow.value ? '' : 'other-moment'}`} id="main" tabIndex={-1}>
      <Hero />
      <Timeline />
      <DriftList />
      <Focus />
      <Views />
    </main>
  );
}

/** Without the token there is nothing to see, and nothing is given away. */
function Locked({message, hint}: {readonly message: string; readonly hint?: string | undefined}) {
  return (
    <main class="wait locked">
      <h1>Helm Drift Detector</h1>
      <p>{message}</p>
      {hint !== undefined && <p>{hint}</p>}
    </main>
  );
}
