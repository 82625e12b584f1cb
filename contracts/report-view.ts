/** Owns what is noted of everybody who has seen what bureaus, or we, know of a customer. */
import { z } from 'zod';
import { parseDocument } from '../domain/documents';
import { text } from './primitives';

/**
 * A list of reports, one report, an answer as it came, everything that is stored of the customer, or what bureaus said as
 * it stands in a decision's facts, in a limit proposal or in the facts that a policy was tried on.
 */
export const VIEWED = ['list', 'report', 'raw', 'export', 'decision', 'proposal', 'simulation'] as const;
export type Viewed = (typeof VIEWED)[number];

/** One look, noted before it was granted. */
export interface ReportView {
  readonly view: string;
  readonly customerKey: string;
  readonly subject: string;
  readonly at: string;
  readonly what: Viewed;
  /** The report that was looked at, where it was one. */
  readonly report: string | null;
  /** The decision, limit proposal, policy or purchase of unknown outcome that showed it, where one did. */
  readonly within?: string;
  /** Where it was looked at; `null` for what is the whole company's. */
  readonly branch: string | null;
  readonly reason: string | null;
}

/** What may be a document, with or without what is written between its characters. */
const LIKE_A_DOCUMENT = /[0-9A-Za-z][0-9A-Za-z./-]{9,17}/g;

/** Why somebody looks. It travels in an address, which proxies log: so nothing in it may be a CPF or CNPJ. */
export const viewReason = text(200)
  .refine((value) => value === '' || value.trim() !== '', { message: 'must not be blank — say why in a few words' })
  .refine((value) => !(value.match(LIKE_A_DOCUMENT) ?? []).some((part) => parseDocument(part).ok), {
    message: 'must not hold a CPF or CNPJ — leave it out, the address names the customer',
  });

/** For what shows personal data in full. */
export const demandedReason = z.strictObject({ reason: viewReason });
