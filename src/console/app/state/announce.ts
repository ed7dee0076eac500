import {signal} from '@preact/signals';

/** What screen readers are told: politely, or at once. */
export const polite = signal('');
export const alerting = signal('');

export function say(text: string): void {
  polite.value = text;
}

export function alert(text: string): void {
  alerting.value = text;
}

/** Copies and says so. */
export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.value = `${what} copied`;
  } catch {
    toast.value = `The browser did not let the page copy: select the text and copy it`;
  }
  say(toast.value);
}

/** Shown in the corner for a moment, also said. */
export const toast = signal('');
