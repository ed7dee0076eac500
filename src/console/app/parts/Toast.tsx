import {useEffect} from 'preact/hooks';
import {alerting, polite, toast} from '../state/announce.ts';

/** The live regions, in the page from its first moment, and the short word in the corner. */
export function Toast() {
  const text = toast.value;
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => (toast.value = ''), 5000);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <>
      <div class="sr" role="status">
        {polite.value}
      </div>
      <div class="sr" role="alert">
        {alerting.value}
      </div>
      {text !== '' && (
        <div class="toast" aria-hidden="true">
          {text}
        </div>
      )}
    </>
  );
}
