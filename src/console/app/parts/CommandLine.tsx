import {copy} from '../state/announce.ts';

/** What anybody types to get the same by hand. */
export function CommandLine({text}: {readonly text: string}) {
  if (text === '') return null;
  return (
    <p class="command-line">
      <code>{text}</code>
      <button type="button" class="plain" aria-label={`Copy ${text}`} onClick={() => void copy(text, 'Command')}>
        Copy
      </button>
    </p>
  );
}
