/** Brings a part of the page into view and the focus to it. */
export function reveal(id: 'drift' | 'evidence' | 'prompt' | 'focus'): void {
  requestAnimationFrame(() => {
    const part = document.getElementById(id);
    part?.scrollIntoView({block: 'nearest'});
    part?.focus({preventScroll: true});
  });
}
