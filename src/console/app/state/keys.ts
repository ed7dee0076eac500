import {helpOpen, singleKeys} from '../parts/Help.tsx';

/** Keys of the whole page. Single letters count only where nobody is typing. */
export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'k') {
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      document.getElementById('prompt')?.focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
      if (event.key === 'Escape' && event.target instanceof HTMLInputElement && event.target.id === 'filter') {
        document.getElementById('drift')?.focus();
      }
      return;
    }
    if (!singleKeys.value || document.querySelector('dialog[open]') !== null) return;
    if (event.key === '/') {
      const filter = document.getElementById('filter');
      if (filter === null) return;
      event.preventDefault();
      filter.focus();
    } else if (event.key === '?') {
      event.preventDefault();
      helpOpen.value = true;
    }
  });
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['range', 'checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
