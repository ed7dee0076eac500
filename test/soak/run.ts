import {soak} from './soak.ts';

/**
 * `npm run soak [CHECKS]`: so many checks of 20 releases in one process (2,000 where nothing is said), a line each tenth. The
 * heap after a garbage collection and the sockets must be flat.
 */
const checks = Number(process.argv[2] ?? 2000);
process.stdout.write('checks   heap MiB   sockets   handles\n');
await soak(Math.max(1, Math.round(checks / 20)), ({checks: done, heap, sockets, handles}) => {
  process.stdout.write(
    `${String(done).padStart(6)}   ${heap.toFixed(1).padStart(8)}   ${String(sockets).padStart(7)}   ${String(handles).padStart(7)}\n`,
  );
});
