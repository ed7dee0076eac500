import type {AuditWitness} from '../app/audit.ts';
import type {SessionFlags} from './flags/session.ts';

/** The flags of a session that an audit log is held against, and its witness; the flags alone where no log was given. */
export async function witnessed(
  flags: SessionFlags,
  audit: string | undefined,
  about: 'differences' | 'all objects' = 'differences',
): Promise<{readonly witness: AuditWitness | undefined; readonly seeing: SessionFlags}> {
  if (audit === undefined) return {witness: undefined, seeing: flags};
  // Loaded for those who ask for it.
  const {auditWitness} = await import('../app/audit.ts');
  const witness = auditWitness(audit, about);
  return {witness, seeing: {...flags, onInspected: witness.onInspected}};
}
