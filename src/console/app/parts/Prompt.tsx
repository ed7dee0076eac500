import {useEffect, useRef, useState} from 'preact/hooks';
import type {CompletionAnswer} from '../../routes.ts';
import {post} from '../state/api.ts';
import {state} from '../state/store.ts';
import {entries, lines, runLine, terminalOpen} from './terminal.ts';
import {TerminalOutput} from './TerminalOutput.tsx';

/** A phone has no Ctrl K. */
const NARROW = matchMedia('(max-width: 700px)');
const NONE: CompletionAnswer = {from: 0, candidates: []};

/** The product's own commands, run by the same code as the command line. */
export function Prompt() {
  const [line, setLine] = useState('');
  const [offer, setOffer] = useState<CompletionAnswer>(NONE);
  const [active, setActive] = useState(-1);
  const [back, setBack] = useState(0);
  const asked = useRef(0);
  useEffect(() => setActive(-1), [offer]);
  const complete = async (): Promise<void> => {
    const number = ++asked.current;
    const answer = await post('POST /api/complete', {line}).catch(() => NONE);
    if (number !== asked.current) return;
    const only = answer.candidates.length === 1 ? answer.candidates[0] : undefined;
    if (only === undefined) setOffer(answer);
    else take(only.text, answer.from);
  };
  const take = (text: string, from = offer.from): void => {
    setLine(`${line.slice(0, from)}${text} `);
    setOffer(NONE);
  };
  const recall = (by: number): void => {
    const next = Math.min(lines.value.length, Math.max(0, back + by));
    setBack(next);
    setLine(next === 0 ? '' : (lines.value.at(-next) ?? ''));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const offered = offer.candidates.length;
    if (event.key === 'Tab' && !event.shiftKey && line !== '') {
      event.preventDefault();
      if (offered === 0) void complete();
      else setActive((active + 1) % offered);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const way = event.key === 'ArrowUp' ? 1 : -1;
      if (offered > 0) setActive((active - way + offered) % offered);
      else recall(way);
    } else if (event.key === 'Escape') {
      if (offered > 0) setOffer(NONE);
      else terminalOpen.value = false;
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const candidate = offer.candidates[active];
      if (candidate !== undefined) return take(candidate.text);
      runLine(line);
      setLine('');
      setBack(0);
      setOffer(NONE);
    }
  };
  return (
    <section class="prompt-box" aria-label="driftctl prompt">
      {terminalOpen.value && entries.value.length > 0 && <TerminalOutput />}
      {offer.candidates.length > 0 && (
        <div class="offers" role="listbox" id="offers" aria-label="Completions">
          {offer.candidates.slice(0, 12).map(({text, about}, index) => (
            <div
              key={text}
              role="option"
              id={`offer-${index}`}
              aria-selected={index === active}
              class={index === active ? 'active' : ''}
              onClick={() => take(text)}
            >
              <code>{text}</code> {about !== undefined && <span class="dim">{about}</span>}
            </div>
          ))}
        </div>
      )}
      <div class="prompt-line">
        <label for="prompt">driftctl&gt;</label>
        <input
          id="prompt"
          role="combobox"
          aria-expanded={offer.candidates.length > 0}
          aria-controls="offers"
          aria-autocomplete="list"
          {...(active >= 0 ? {'aria-activedescendant': `offer-${active}`} : {})}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder={NARROW.matches ? 'check, explain, help …' : 'check, explain, help …  ( Ctrl K )'}
          value={line}
          onInput={(event) => {
            setLine(event.currentTarget.value);
            setOffer(NONE);
          }}
          onKeyDown={onKeyDown}
        />
        <span class="prompt-state">{state.value?.promptState}</span>
      </div>
    </section>
  );
}
