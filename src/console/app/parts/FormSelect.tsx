import {form} from '../state/store.ts';

const FORMS = {
  compact: 'declared fields',
  whole: 'all but bookkeeping',
  full: 'everything',
} as const;

export function FormSelect() {
  return (
    <select
      aria-label="How much of each object"
      value={form.value}
      onChange={(event) => {
        const wanted = event.currentTarget.value;
        form.value = wanted === 'whole' || wanted === 'full' ? wanted : 'compact';
      }}
    >
      {Object.entries(FORMS).map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}
