/** Owns what somebody at the desk writes down of a customer, with the order it is about where there is one. */
import { z } from 'zod';
import { branchCode, erpId, text } from './primitives';

const noteText = text(2_000).describe('What is to be known; no document belongs here.');

/** Body of `POST /branches/{branch}/orders/{order}/notes`. */
export const orderNoteSchema = z.strictObject({ text: noteText });
/** Body of `POST /customers/{customerKey}/notes`. */
export const customerNoteSchema = z.strictObject({
  branch: branchCode.describe('Who sees this branch reads the note.'),
  order: erpId.nullable().default(null).describe('Of this order, where it is about one.'),
  text: noteText,
});

/** As stored: written once, never changed. It is told to who sees its branch. */
export interface Note {
  readonly note: string;
  readonly customerKey: string;
  readonly branch: string;
  readonly order: string | null;
  readonly by: string;
  readonly at: string;
  readonly text: string;
}
