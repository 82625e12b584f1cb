/** Owns how the audit trail is found: newest first, by each thing it is looked for by. */
const NEWEST = { at: -1, _id: -1 } as const;

export const AUDIT_INDEXES = [
  { keys: NEWEST },
  { keys: { subject: 1, ...NEWEST } },
  { keys: { kind: 1, ...NEWEST } },
  { keys: { target: 1, ...NEWEST } },
] as const;
