/** Owns the kinds of entries that the audit trail has. */

/** What can be changed, such as `branch` or `policy`. */
export const AUDIT_KINDS = [
  'branch',
  'policy',
  /** A step of a draft: what it was before and after, without its JSON. */
  'policyDraft',
  /** A back-test was begun, or ended before its time. */
  'policyBacktest',
  /** A draft was set beside the live policy, or taken away again. */
  'policyShadow',
  'customerCredit',
  'group',
  'groupCredit',
  'webhookEndpoint',
  'depsAccount',
  'spcAccount',
  'purchasing',
  'reasonCodes',
  'exception',
  'delegation',
  /** Somebody was shown personal data in full. */
  'personalData',
  /** What bureaus answered was made unreadable. */
  'payloads',
  'user',
  'userGroup',
  'apiKey',
  /** A person's password was handed over or changed. */
  'password',
  /** A second factor was turned on or off, reset, its recovery codes renewed or used, or a wrong code sent for a right password. */
  'secondFactor',
  /** Somebody signed in, or a session was ended by hand. */
  'session',
  /** Somebody took these entries away as a file. */
  'audit',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];
