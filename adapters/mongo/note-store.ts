/** Owns the desk's notes: inserted once, never changed. */
import type { Note } from '../../contracts/note';
import { anyOf, type Database } from './database';

/** A position in a customer's notes. */
export interface NotePosition {
  readonly at: string;
  readonly id: string;
}

export interface NoteStore {
  insert(note: Note): Promise<void>;
  /** Of a customer, of these branches, newest first, at most `limit`. */
  page(query: {
    readonly customerKey: string;
    readonly branches: '*' | readonly string[];
    readonly order?: string;
    readonly limit: number;
    readonly before?: NotePosition;
  }): Promise<readonly Note[]>;
}

type StoredNote = Omit<Note, 'note'> & { readonly _id: string };

export function noteStore(database: Database): NoteStore {
  const notes = database.collection<StoredNote>('notes');
  return {
    insert: async ({ note, ...rest }) => void (await notes.insertOne({ _id: note, ...rest })),
    page: async ({ customerKey, branches, order, limit, before }) => {
      const older = before && anyOf({ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } });
      const found = await notes
        .find({
          customerKey,
          ...(branches !== '*' && { branch: { $in: [...branches] } }),
          ...(order !== undefined && { order }),
          ...older,
        })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id, ...rest }) => ({ note: _id, ...rest }));
    },
  };
}
