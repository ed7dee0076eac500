/**
 * What OpenAPI says of types, in a form small enough to ship: one text a field.
 *
 *     s n b        string, number, boolean            q d i     quantity, duration, int-or-string
 *     *            anything                           @T        the type T of the table
 *     {x}          map of x                           [a]x      atomic list of x, [s]x a set, [m:k1,k2]x a list keyed by k1 and k2
 *     !@T !{x}     the same, owned as one value       [m:k1,k2|k]x  keyed so, but by k alone in a strategic merge patch
 *     s0 n0 b0     the same, of a Go field that is not written out when it is "", 0 or false
 *     …=json       with this default
 *
 * A type with a field `*` may hold any others beside those it names.
 */
export interface SchemaTable {
  /** `apps/v1/Deployment` → type name. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const OPEN = '*';

export const EMPTY_TABLE: SchemaTable = {kinds: {}, types: {}};
