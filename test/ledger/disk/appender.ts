import {appendToLedger} from '../../../src/ledger/disk/file.ts';
import {tell} from '../../../src/ledger/transitions.ts';
import {HEAD, look, seen} from '../made.ts';

/** A process of its own: tells of so many findings that only it has seen, one check each. `node scripts/run.mjs … FILE NAME COUNT`. */
const [file = '', name = '', count = '0'] = process.argv.slice(2);
for (let turn = 0; turn < Number(count); turn++)
  await appendToLedger(
    file,
    HEAD,
    async (ledger) => {
      const mine = look(turn, [seen(`${name}-${turn}`)], {hidden: new Set(), isBlind: true});
      const {entries, look: line} = tell(ledger, mine, String);
      return line === undefined ? entries : [...entries, line];
    },
    new Date(),
  );
