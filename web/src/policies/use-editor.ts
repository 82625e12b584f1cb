/** Owns the editing of one draft: what is typed, whether it is saved, and what happens when somebody else saved first. */
import { useEffect, useState } from 'react';
import { call, path } from '../data/call';
import { useSession } from '../data/session';
import { useUnsaved } from '../shell/unsaved';
import { isSame, typedFrom, withEdits, withText, type Edit, type TypedDocument } from './typed-document';
import { conflictOf, useSaveDraft, type AssessedDraft, type Conflict, type PolicyDocument } from './use-policies';

/** What stands on the server as this page knows it. */
interface Read {
  readonly revision: number;
  readonly document: PolicyDocument;
}

interface Kept {
  readonly typed: TypedDocument;
  readonly read: Read;
}

/** What a person typed and didn't save, while another screen is looked at: only what ends the page loses it, and asks. */
const kept = new Map<string, Kept>();
const isKeptAt = () => true;

export interface Editor {
  readonly typed: TypedDocument;
  readonly revision: number;
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  /** What a save met that was no conflict. */
  readonly error: unknown;
  readonly conflict: Conflict | null;
  readonly setText: (text: string) => void;
  readonly edit: (...edits: readonly Edit[]) => void;
  /** True once what is typed is saved, at the revision that is then the draft's. */
  readonly save: (changes?: SaveChanges) => Promise<number | null>;
  /** After a conflict: what is typed is saved over what the other person saved. */
  readonly keepMine: () => Promise<void>;
  /** After a conflict: what is typed is dropped. */
  readonly takeTheirs: () => Promise<void>;
}

interface SaveChanges {
  readonly basedOn?: number;
  readonly over?: number;
}

export function useEditor(draft: AssessedDraft): Editor {
  const { policy, draft: id } = draft;
  const keptAs = `${useSession().subject} ${id}`;
  const [{ typed, read }, setState] = useState<Kept>(() => kept.get(keptAs) ?? freshly(draft));
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const saving = useSaveDraft();
  const isDirty = typed.fault !== null || !isSame(typed.document, read.document);
  useEffect(() => {
    if (isDirty) kept.set(keptAs, { typed, read });
    else kept.delete(keptAs);
  }, [keptAs, isDirty, typed, read]);
  useUnsaved(isDirty, isKeptAt);
  // What others saved is shown at once where nothing is typed here; otherwise the save tells of it.
  if (!isDirty && draft.revision > read.revision) setState(freshly(draft));
  const change = (to: (before: TypedDocument) => TypedDocument) =>
    setState((before) => ({ ...before, typed: to(before.typed) }));
  const save = async ({ basedOn, over }: SaveChanges = {}): Promise<number | null> => {
    if (typed.fault !== null) return null;
    const { document } = typed;
    const body = { policy, draft: id, revision: over ?? read.revision, document };
    try {
      const saved = await saving.mutateAsync({ ...body, ...(basedOn !== undefined && { basedOn }) });
      setConflict(null);
      setState((before) => ({ ...before, read: { revision: saved.revision, document } }));
      return saved.revision;
    } catch (error) {
      setConflict(conflictOf(error));
      return null;
    }
  };
  const takeTheirs = async () => {
    const theirs = await call<AssessedDraft>('GET', path`/policies/${policy}/drafts/${id}`);
    setState(freshly(theirs));
    setConflict(null);
    saving.reset();
  };
  return {
    ...{ typed, isDirty, conflict, save, takeTheirs },
    revision: read.revision,
    isSaving: saving.isPending,
    error: conflict === null ? saving.error : null,
    setText: (text) => change((before) => (before.text === text ? before : withText(before, text))),
    edit: (...edits) => change((before) => withEdits(before, edits)),
    keepMine: async () => void (conflict && (await save({ over: conflict.revision }))),
  };
}

function freshly({ revision, document }: AssessedDraft): Kept {
  return { typed: typedFrom(document), read: { revision, document } };
}
