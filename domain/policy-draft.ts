/** Owns the states of a draft of a policy, and which step leads from one to the next. Pure. */

export const DRAFT_STATUSES = ['editing', 'submitted', 'approved', 'published', 'discarded'] as const;
/** Where a draft stands: being written, waiting for a second person, waiting to be published, or at its end. */
export type DraftStatus = (typeof DRAFT_STATUSES)[number];

export const DRAFT_STEPS = ['save', 'submit', 'return', 'approve', 'publish', 'discard'] as const;
/** What somebody does with a draft. */
export type DraftStep = (typeof DRAFT_STEPS)[number];

/** Whoever saves what was submitted or approved ends the approval: it was of something else. */
const TABLE: Readonly<Record<DraftStatus, Partial<Record<DraftStep, DraftStatus>>>> = {
  editing: { save: 'editing', submit: 'submitted', discard: 'discarded' },
  submitted: { save: 'editing', return: 'editing', approve: 'approved', discard: 'discarded' },
  approved: { save: 'editing', return: 'editing', publish: 'published', discard: 'discarded' },
  published: {},
  discarded: {},
};

/** Where the step leads; `null` where it is not due. */
export function nextDraftStatus(status: DraftStatus, step: DraftStep): DraftStatus | null {
  return TABLE[status][step] ?? null;
}

/** Whether nothing can happen to it any more. */
export function hasDraftEnded(status: DraftStatus): boolean {
  return Object.keys(TABLE[status]).length === 0;
}

/** Where something may still happen to it. */
export const OPEN_STATUSES: readonly DraftStatus[] = DRAFT_STATUSES.filter((status) => !hasDraftEnded(status));

/** Whether this subject had a hand in the draft, so that somebody else has to approve it. Two keys of one person are one. */
export function hadAHandIn(
  { editors, submitted }: { readonly editors: readonly string[]; readonly submitted: { readonly by: string } | null },
  subject: string,
): boolean {
  return editors.includes(subject) || submitted?.by === subject;
}
