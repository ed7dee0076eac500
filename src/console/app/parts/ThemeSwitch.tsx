import {effect, signal} from '@preact/signals';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const GLYPHS: Record<Theme, string> = {system: '◐', light: '○', dark: '●'};

const stored = localStorage.getItem('helm-drift-theme');
const theme = signal<Theme>(THEMES.find((name) => name === stored) ?? 'system');

const dark = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(dark.matches);
dark.addEventListener('change', () => (systemDark.value = dark.matches));

effect(() => {
  const system = systemDark.value ? 'dark' : 'light';
  document.documentElement.dataset['theme'] = theme.value === 'system' ? system : theme.value;
  localStorage.setItem('helm-drift-theme', theme.value);
});

export function ThemeSwitch() {
  const next = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? 'system';
  return (
    <button
      type="button"
      class="plain"
      aria-label={`Theme: ${theme.value}. Change to ${next}`}
      title={`Theme: ${theme.value}`}
      onClick={() => (theme.value = next)}
    >
      <span aria-hidden="true">{GLYPHS[theme.value]}</span>
    </button>
  );
}
