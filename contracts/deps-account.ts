/** Owns the shapes of a branch's Deps account: its login and its switches, as sent, as stored and as Deps lists products. */
import { z } from 'zod';
import { AGEING_PERIODS } from '../domain/ageing';
import type { BureauProduct } from '../domain/credit-bureau';
import type { PersonType } from '../domain/documents';
import { seenUpdatedAt } from './primitives';
import { apiUrl, caCertificate, password, purchaseBody, purchaseSettings, type BureauAccount } from './bureau-account';

/** A report that a login may buy, known by 8 hexadecimal characters. Natural and legal persons need different ones. */
export interface DepsProduct extends BureauProduct {
  readonly personType: PersonType;
}

const LABEL = /^[^\p{Cc}\p{Cs}]{1,40}$/u;
const HOUR = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

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

/** Everything but the login itself has a default. */
const login = z.strictObject({
  apiUrl: apiUrl.default('https://api-portal.deps.com.br'),
  email: z.email({ error: 'must be an e-mail address — send the login made for the API' }).max(254),
  caCertificate,
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

/** What anybody who may read the account sees of it. */
export const depsSettingsSchema = login.extend(purchaseSettings);
export type DepsSettings = z.infer<typeof depsSettingsSchema>;

/**
 * Body of `PUT /branches/{branch}/deps`. Without `sync` what is kept of it stays; what is left out of password and
 * purchase stays while the login does.
 */
export const depsAccountBodySchema = login.extend({
  ...purchaseBody,
  sync: sync.exactOptional(),
  password: password.exactOptional(),
  seenUpdatedAt,
});
export type DepsAccountBody = z.infer<typeof depsAccountBodySchema>;

/** An account as stored. */
export interface DepsAccount extends DepsSettings, Omit<BureauAccount, keyof DepsSettings> {}
