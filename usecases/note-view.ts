/** Owns the noting of who looks at what of a customer: before it is shown, so that nothing is seen unnoted. */
import type { ReportViewStore } from '../adapters/mongo/report-view-store';
import type { AuditEntry } from '../contracts/audit';
import type { ReportView } from '../contracts/report-view';
import { newId } from './new-id';

export interface NoteViewDeps {
  readonly reportViews: Pick<ReportViewStore, 'insert'>;
  readonly now: () => Date;
}

/** Where personal data is shown in full, which is audited too. */
const IN_FULL: readonly ReportView['what'][] = ['raw', 'export'];

export async function noteView(
  { reportViews, now }: NoteViewDeps,
  seen: Omit<ReportView, 'view' | 'at'>,
): Promise<ReportView> {
  const view = { view: newId('vie'), at: now().toISOString(), ...seen };
  await reportViews.insert(view, IN_FULL.includes(seen.what) ? auditOf(view) : null);
  return view;
}

function auditOf({ view, at, subject, customerKey, branch, what, report, within, reason }: ReportView): AuditEntry {
  const entry = { id: newId('aud'), at, subject, kind: 'personalData', target: customerKey, branch } as const;
  return { ...entry, before: null, after: { view, what, report, ...(within !== undefined && { within }), reason } };
}
