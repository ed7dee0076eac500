import {useEffect, useState} from 'preact/hooks';
import {messageOf} from './api.ts';

interface Answer<T> {
  readonly value?: T;
  readonly problem?: string;
}

/** What a request brings, asked for anew when one of the keys changes; the last answer stays until then, so that nothing jumps. */
export function useAnswer<T>(ask: (() => Promise<T>) | undefined, keys: readonly unknown[]): Answer<T> {
  const [got, setGot] = useState<Answer<T>>({});
  useEffect(() => {
    if (ask === undefined) return setGot({});
    let gone = false;
    ask().then(
      (value) => !gone && setGot({value}),
      (error: unknown) => !gone && setGot({problem: messageOf(error)}),
    );
    return () => {
      gone = true;
    };
  }, [...keys]);
  return got;
}
