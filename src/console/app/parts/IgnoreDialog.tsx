import {signal} from '@preact/signals';
import {useState} from 'preact/hooks';
import type {FindingView} from '../../contract.ts';
import {say, toast} from '../state/announce.ts';
import {messageOf, post} from '../state/api.ts';
import {Dialog} from './Dialog.tsx';

export const ignoring = signal<{readonly finding: FindingView; readonly rule: string} | undefined>(undefined);

/** Drift that is meant stays quiet, with a reason, and for as long as it is meant. */
export function IgnoreDialog() {
  const subject = ignoring.value;
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (subject === undefined) return null;
  const close = (): void => {
    ignoring.value = undefined;
    setReason('');
    setExpires('');
    setProblem(undefined);
  };
  const write = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      const body = {id: subject.finding.id, reason: reason.trim()};
      const answer = await post('POST /api/ignore', expires === '' ? body : {...body, expires});
      toast.value = answer.text;
      say(answer.text);
      close();
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  return (
    <Dialog title={`Ignore ${subject.finding.title}`} onClose={close}>
      <form onSubmit={(event) => void write(event)}>
        <p>
          The narrowest rule that covers <code>{subject.finding.object}</code> goes into your rules file. The difference
          stays in the report as accepted, with your reason.
        </p>
        <label class="field">
          Reason
          <input
            required
            minLength={3}
            value={reason}
            placeholder="Who decided it, and why"
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          Expires (recommended)
          <input type="date" value={expires} onInput={(event) => setExpires(event.currentTarget.value)} />
        </label>
        <pre tabIndex={0}>{subject.rule}</pre>
        {problem !== undefined && (
          <p class="error" role="alert">
            {problem}
          </p>
        )}
        <div class="buttons end">
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={busy || reason.trim().length < 3}>
            Write the rule
          </button>
        </div>
      </form>
    </Dialog>
  );
}
