/** Owns a draft of a policy as it is stored, and the bodies by which it is written and moved on. */
import { z } from 'zod';
import { namesDocument } from '../domain/document-in-text';
import type { DraftStatus, DraftStep } from '../domain/policy-draft';
import { text } from './primitives';

/** Who did something and when, a UTC instant. */
export interface DraftMark {
  readonly by: string;
  readonly at: string;
}

/** One step of a draft's life. `note` is the reason of a return. */
export interface DraftEntry extends DraftMark {
  readonly step: DraftStep | 'create';
  readonly revision: number;
  readonly note: string | null;
}

/** What an approval was of: it ends with the next revision. */
export interface DraftApproval extends DraftMark {
  readonly revision: number;
  readonly hash: string;
}

/** A draft without its JSON, as lists show it. */
export interface PolicyDraftHead {
  readonly draft: string;
  readonly policy: string;
  /** What its authors call it. */
  readonly name: string | null;
  /** The version that publishing it is to follow; 0 for a new policy. */
  readonly basedOn: number;
  /** Counts what was written: the document, its name or `basedOn`. Steps leave it as it is. */
  readonly revision: number;
  /** Of the document as it stands. */
  readonly hash: string;
  readonly status: DraftStatus;
  /** Everybody who has written it, whoever began it first: none of them may approve it. */
  readonly editors: readonly string[];
  readonly createdBy: string;
  readonly createdAt: string;
  /** The last write of the document. */
  readonly saved: DraftMark;
  readonly submitted: DraftMark | null;
  readonly approved: DraftApproval | null;
  readonly published: (DraftMark & { readonly version: number }) | null;
  readonly discarded: DraftMark | null;
  /** Of the last change of any kind. It rises with each, so it is the record's version as well. */
  readonly updatedAt: string;
  /** The last steps, oldest first. */
  readonly history: readonly DraftEntry[];
}

/** `document` is any JSON within a policy's bounds, also one that is no policy yet: nothing typed is lost. */
export interface PolicyDraft extends PolicyDraftHead {
  readonly document: unknown;
}

/** What a draft was at an earlier revision. */
export interface DraftRevision extends DraftMark {
  readonly revision: number;
  readonly document: unknown;
}

/**
 * `history` and the revisions before the present one keep so many; editors are never forgotten, so their number is bound,
 * and so is that of a policy's drafts that have not ended.
 */
export const DRAFT_BOUNDS = { history: 100, revisions: 50, editors: 50, open: 100 } as const;

const version = z.int().min(1).max(1_000_000);
/** Read by everybody who works on policies, and kept in the audit for ever. */
const impersonal = (most: number) =>
  text(most).refine((value) => !namesDocument(value), {
    message: 'names a CPF or CNPJ, and is for everybody — say it without',
  });
const draftName = impersonal(120).nullable().describe('What its authors call it; null for nothing.');
const documentSchema = z
  .record(z.string(), z.unknown())
  .describe('The whole policy. It may still have findings: nothing typed is lost.');
const basedOn = version.or(z.literal(0)).describe('The version that publishing it is to follow; 0 for a new policy.');

/** Body of `POST /policies/{policy}/drafts`. */
export const newDraftSchema = z
  .strictObject({
    from: version
      .describe('Begin with what this version says; the one in force where neither this nor a document is sent.')
      .exactOptional(),
    document: documentSchema.exactOptional(),
    basedOn: basedOn
      .describe('The version the document was made from; the newest one where nothing is said, 0 for a new policy.')
      .exactOptional(),
    name: draftName.default(null),
  })
  .superRefine((body, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (body.from !== undefined && body.document !== undefined)
      refuse('from', 'is sent together with a document — send one of them');
    if (body.basedOn !== undefined && body.document === undefined)
      refuse('basedOn', 'is of a document, and none was sent — leave it out');
  });
export type NewDraftBody = z.infer<typeof newDraftSchema>;

const revision = version.describe('Of the draft as it was read; another one meanwhile is a conflict.');

/** Body of `PUT /policies/{policy}/drafts/{draft}`. */
export const saveDraftSchema = z.strictObject({
  revision,
  document: documentSchema,
  basedOn: basedOn.describe('Moves the draft to another published version; left out, it stays.').exactOptional(),
  name: draftName.exactOptional(),
});
export type SaveDraftBody = z.infer<typeof saveDraftSchema>;

const reason = impersonal(500).refine((value) => value.trim() !== '', {
  message: 'must not be blank — say why in a few words',
});

/** Query of `DELETE /policies/{policy}/drafts/{draft}`. */
export const discardDraftSchema = z.strictObject({
  revision: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(1_000_000)
    .describe('Of the draft as it was read; another one meanwhile is a conflict. Left out, it ends as it stands.')
    .exactOptional(),
});

/** Body of the steps that need nothing else. */
export const draftStepSchema = z.strictObject({ revision });

/** Body of `POST …/drafts/{draft}/return`. */
export const returnDraftSchema = z.strictObject({
  revision,
  reason: reason.describe('What is to be changed, told to its authors.'),
});

/** Body of `POST /policies/{policy}/rollback`. */
export const rollbackSchema = z.strictObject({
  to: version.describe('The version whose content is to be in force again, under a new number.'),
  reason: reason.describe('Why, kept with the new version.'),
  basedOn: version
    .describe('The newest version as it was looked at; another one meanwhile is a conflict. Left out, whichever it is.')
    .exactOptional(),
});
export type RollbackBody = z.infer<typeof rollbackSchema>;
