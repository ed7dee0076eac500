const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;
const DAY_MS = 86_400_000;

/** What is wrong with a rule's expiry; undefined for an RFC 3339 date or date-time. */
export function expiryProblem(expires: string): string | undefined {
  const [, year, month, day] = RFC3339.exec(expires) ?? [];
  // JavaScript makes 2 March of 30 February.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
  return exists ? undefined : `"${expires}" is no date: write it as 2026-12-31 or 2026-12-31T18:00:00Z`;
}

/** Whether a rule is over: after its moment, or after the end of its day, in UTC. What is no date is over. */
export function isExpired(expires: string | undefined, now: Date): boolean {
  if (expires === undefined) return false;
  if (expiryProblem(expires) !== undefined) return true;
  const time = Date.parse(expires.toUpperCase());
  return expires.length === 10 ? now.getTime() >= time + DAY_MS : now.getTime() > time;
}
