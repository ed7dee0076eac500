import {effect, signal} from '@preact/signals';
import {alert, copy} from '../state/announce.ts';
import {messageOf, post} from '../state/api.ts';
import {Dialog} from './Dialog.tsx';

export const helpOpen = signal(false);

/** Single keys of the whole page can be turned off, for those who speak or whose fingers slip (WCAG 2.1.4). */
const STORED = 'helm-drift-keys';
export const singleKeys = signal(localStorage.getItem(STORED) !== 'off');
effect(() => localStorage.setItem(STORED, singleKeys.value ? 'on' : 'off'));

const KEYS = [
  ['/', 'Filter the findings'],
  ['j k', 'Next and previous finding (arrow keys too), while the list has the focus'],
  ['Space', 'Select the finding for a reconcile'],
  ['n p', 'Next and previous change, in the side-by-side view'],
  ['← →', 'Move through the states, on the timeline'],
  ['Ctrl K', 'driftctl> prompt; Tab completes, ↑ ↓ go through the history'],
  ['Ctrl F', 'Search in a YAML pane'],
  ['?', 'This help'],
  ['Esc', 'Close a dialog, leave the filter'],
] as const;

async function copyAddress(): Promise<void> {
  try {
    const {token} = await post('POST /api/link', {});
    await copy(`${location.origin}/#${token}`, 'Address');
  } catch (error) {
    alert(messageOf(error));
  }
}

export function Help() {
  if (!helpOpen.value) return null;
  return (
    <Dialog title="Keys" onClose={() => (helpOpen.value = false)}>
      <dl class="keys">
        {KEYS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={(event) => (singleKeys.value = event.currentTarget.checked)}
        />
        / and ? work everywhere on the page
      </label>
      <p>
        <button type="button" onClick={() => void copyAddress()}>
          Copy an address for another tab
        </button>{' '}
        <span class="dim">It opens one tab, once: the page’s own address lets nobody else in.</span>
      </p>
      <p class="dim">
        Severity has a shape as well as a colour: ◆ critical, ▲ high, ● medium, ○ low. In the YAML panes blue is the
        approved baseline and amber is what is live.
      </p>
    </Dialog>
  );
}
