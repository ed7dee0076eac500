import {LAYERS} from '../layers/rules.ts';
import type {Layer} from '../layers/rules.ts';

/** Everybody imports these: an arrow to each of them would hide the others. */
const EVERYBODYS = new Set(['model', 'yaml']);

/** The rooms of src/ and who may import whom, as a Mermaid flowchart; made from the allow-list. */
export function layersDrawing(): string {
  const rooms = new Map<string, Set<string>>();
  for (const [folder, {may}] of Object.entries<Layer>(LAYERS)) {
    const room = roomOf(folder);
    const reached = rooms.get(room) ?? new Set<string>();
    for (const name of Object.keys(may)
      .filter((one) => Object.hasOwn(LAYERS, one))
      .map(roomOf))
      if (name !== room && !EVERYBODYS.has(name)) reached.add(name);
    rooms.set(room, reached);
  }
  const drawn = [...rooms].filter(([room]) => !EVERYBODYS.has(room));
  return [
    '```mermaid',
    'flowchart TD',
    ...drawn.map(([room]) => `  ${idOf(room)}["${room}"]`),
    ...drawn.flatMap(([room, reached]) => [...reached].toSorted().map((other) => `  ${idOf(room)} --> ${idOf(other)}`)),
    '```',
  ].join('\n');
}

/** `check/judge` is a part of `check`; the page is a room of its own beside its server. */
function roomOf(folder: string): string {
  if (folder === 'console/app' || folder.startsWith('console/app/')) return 'console/app';
  return folder.split('/', 1)[0] ?? folder;
}

const idOf = (room: string): string => room.replace('/', '_');

/** What each folder is, as a table. */
export function layersTable(): string {
  const rows = Object.entries<Layer>(LAYERS).map(
    ([folder, {is, pure}]) =>
      `| \`${folder === 'main' ? 'main.ts' : folder}\` | ${is} | ${pure === true ? 'yes' : ''} |`,
  );
  return ['| folder of `src/` | is | pure |', '|---|---|---|', ...rows].join('\n');
}
