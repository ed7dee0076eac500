import {createHash} from 'node:crypto';
import {ledgerLine} from '../../src/ledger/line.ts';
import {parseLedger} from '../../src/ledger/parse.ts';
import type {Findings, Ledger, LedgerEntry, LedgerHead} from '../../src/ledger/entry.ts';
import {tell} from '../../src/ledger/transitions.ts';
import type {Look, SeenFinding} from '../../src/ledger/transitions.ts';

export const HEAD: LedgerHead = {
  schemaVersion: '1',
  kind: 'DriftLedger',
  cluster: {name: 'test', server: 'https://test', uid: 'u-1'},
  release: {name: 'web', namespace: 'shop'},
};

export const idOf = (name: string): string => createHash('sha256').update(name).digest('hex');

/** An entry of the finding of `a`, as its first check tells it. */
export function entryWith(parts: Partial<LedgerEntry>): LedgerEntry {
  const {verdict: _verdict, ...finding} = seen('a');
  const told = {...finding, seq: 1, state: 'new', at: at(0), revision: 1, first: at(0), since: at(0)} as const;
  return {...told, worst: finding.severity, returns: 0, ...parts};
}

/** A finding of an object of that name. */
export function seen(name: string, parts: Partial<SeenFinding> = {}): SeenFinding {
  return {
    id: idOf(name),
    verdict: 'drift',
    ref: {group: '', kind: 'ConfigMap', namespace: 'shop', name},
    path: 'data.level',
    change: 'changed',
    title: 'Configuration',
    severity: 'medium',
    by: {manager: 'kubectl-edit', certainty: 'exact'},
    value: 'v1',
    ...parts,
  };
}

export const T0 = Date.parse('2026-11-24T12:00:00Z');
export const at = (minutes: number): string => new Date(T0 + minutes * 60_000).toISOString();

export function look(minutes: number, findings: readonly SeenFinding[], parts: Partial<Look> = {}): Look {
  return {
    at: at(minutes),
    revision: 1,
    findings,
    hidden: new Set(),
    isBlind: false,
    isSearched: true,
    leftOut: {since: undefined, namespaces: []},
    within: ['hooks'],
    ...parts,
  };
}

/** A ledger in memory, as its file would be. */
export function ledgerOf(...looks: readonly Look[]): {readonly text: string; readonly ledger: Ledger} {
  let text = ledgerLine(HEAD);
  for (const one of looks) {
    const {entries, look: line} = tell(parseLedger(text), one, () => "somebody's hand");
    text += [...entries, ...(line === undefined ? [] : [line])].map(ledgerLine).join('');
  }
  return {text, ledger: parseLedger(text)};
}

export function idsOf(findings: Findings): string[] {
  return [...findings.newest('')].map(({id}) => id).toSorted();
}

export function entryOf(ledger: Ledger, name: string): LedgerEntry | undefined {
  return ledger.findings.get(idOf(name));
}
