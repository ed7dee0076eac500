import {useEffect, useRef} from 'preact/hooks';
import {copy} from '../state/announce.ts';
import {entries, terminalOpen} from './terminal.ts';

/** What the commands said, the newest at the bottom. */
export function TerminalOutput() {
  const box = useRef<HTMLDivElement>(null);
  const all = entries.value;
  useEffect(() => {
    const last = box.current?.lastElementChild;
    last?.scrollIntoView({block: 'nearest'});
  }, [all]);
  return (
    <div class="terminal">
      <div class="terminal-tools">
        <button type="button" onClick={() => void copy(all.at(-1)?.text ?? '', 'Output')}>
          Copy last
        </button>
        <button type="button" aria-label="Close the output" onClick={() => (terminalOpen.value = false)}>
          ✕
        </button>
      </div>
      <div class="terminal-log" ref={box} role="log" aria-label="Output" tabIndex={0}>
        {all.map((entry, index) => (
          <div class="entry" key={index}>
            <p>
              <span class="dim">driftctl&gt;</span> {entry.line}
              {entry.exitCode !== undefined && <span class="dim exit"> exit {entry.exitCode}</span>}
            </p>
            <pre>{entry.running ? 'running …' : entry.text}</pre>
          </div>
        ))}
      </div>
    </div>
  );
}
