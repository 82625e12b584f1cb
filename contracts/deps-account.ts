/** Owns the shapes of a branch's Deps account: its login and its switches, as sent, as stored and as Deps lists products. */
import { z } from 'zod';
import { AGEING_PERIODS } from '../domain/ageing';
import type { PersonType } from '../domain/documents';

/** A report that a login may buy. Natural and legal persons need different ones. */
export interface DepsProduct {
  /** Deps' own identifier, 8 hexadecimal characters. */
  readonly product: string;
  readonly name: string;
  readonly personType: PersonType;
}

const LABEL = /^[^\p{Cc}\p{Cs}]{1,40}$/u;
const HOUR = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const MAX_CA_CHARACTERS = 64 * 1024;

const sync = z.strictObject({
  enabled: z.boolean().default(false),
  /** On the clock of the branch's zone. */
  hour: z.string().regex(HOUR, { message: 'must be a time of day — send it like 01:00' }).default('01:00'),
  /** Customers with a CPF are sent too. */
  includePersons: z.boolean().default(false),
  /**
   * A title that falls due or changes its ageing bucket, or a payment that leaves the 365 days, makes its customer's
   * picture due, though nothing moved.
   */
  ageingChanges: z.boolean().default(true),
});

/** Where a branch never said how it syncs. */
export const SYNC_DEFAULT = { enabled: false, hour: '01:00', includePersons: false, ageingChanges: true } as const;

/** What anybody who may read the account sees of it. Everything but the login itself has a default. */
export const depsSettingsSchema = z.strictObject({
  /** Its address rules are those of the address guard, which also looks at it before each call. */
  apiUrl: z.string().min(1).max(500).default('https://api-portal.deps.com.br'),
  email: z.email({ error: 'must be an e-mail address — send the login made for the API' }).max(254),
  /** PEM; trusted beside the public authorities, for this account alone. */
  caCertificate: z.string().min(1).max(MAX_CA_CHARACTERS).nullable().default(null),
  /** Our names of ageing buckets, each with the label Deps is to get instead. */
  periodLabels: z
    .partialRecord(
      z.enum(AGEING_PERIODS),
      z.string().regex(LABEL, { message: 'must be 1 to 40 characters without control characters — correct it' }),
    )
    .default({}),
  /** Customers in one request. */
  batchSize: z.int().min(1).max(500).default(50),
  requestsPerMinute: z.int().min(1).max(6_000).default(60),
  sync: sync.default(SYNC_DEFAULT),
});
export type DepsSettings = z.infer<typeof depsSettingsSchema>;

/** Body of `PUT /branches/{branch}/deps`. Without `password` or `sync` what is kept of it stays. */
export const depsAccountBodySchema = depsSettingsSchema.extend({
  sync: sync.exactOptional(),
  password: z
    .string()
    .min(1)
    .max(200)
    .refine((value) => value.isWellFormed(), { message: 'must not contain broken Unicode — correct it' })
    .exactOptional(),
});
export type DepsAccountBody = z.infer<typeof depsAccountBodySchema>;

/** An account as stored: one a branch. Branches with the same login share the `accountKey`. */
export interface DepsAccount extends DepsSettings {
  readonly branch: string;
  /** Of address and e-mail, so that it can stand in ids and logs. */
  readonly accountKey: string;
  /** Sealed. */
  readonly password: string;
  /** Rises with each change; a change names the one it was made from. */
  readonly revision: number;
  readonly updatedAt: string;
}
