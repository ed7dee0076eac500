/** What is remembered of one field that a policy may put back. */
export interface FieldHeat {
  /** A keyed digest of the value that drifted; absent while it does not. */
  readonly value?: string;
  /** Milliseconds since 1970: when it came to drift so. */
  readonly since: number;
  /** One for each rewrite, each falling by e in a time that the policy says. As of `at`. */
  readonly heat: number;
  readonly at: number;
  /** Too many: it is left alone until it is cold again. */
  readonly fights?: true;
  /** Who wrote it, the last of them last. */
  readonly managers: readonly string[];
  /** When it was put back, or said to be, as it stands now. */
  readonly triedAt?: number;
}

/** What must outlive the process that puts back by a policy: what it has spent, and what is hot. Plain JSON. */
export interface ReconcileState {
  readonly schemaVersion: '1';
  readonly kind: 'DriftReconcile';
  /** Milliseconds since 1970, one for each finding that was put back in the last hour. */
  readonly spent: readonly number[];
  /** By `namespace/release id`. */
  readonly fields: Readonly<Record<string, FieldHeat>>;
}

/** Keeps it, for one cluster. A write is whole or not at all. */
export interface ReconcileStore {
  read(): Promise<ReconcileState | undefined>;
  write(state: ReconcileState): Promise<void>;
}
