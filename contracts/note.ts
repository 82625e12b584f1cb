/** Owns what somebody at the desk writes down of a customer, with the order it is about where there is one. */
import { z } from 'zod';
import { branchCode, erpId, text } from './primitives';

const noteText = text(2_000);

/** Body of `POST /branches/{branch}/orders/{order}/notes`. */
export const orderNoteSchema = z.strictObject({ text: noteText });
/** Body of `POST /customers/{customerKey}/notes`. */
export const customerNoteSchema = z.strictObject({
  branch: branchCode,
  order: erpId.nullable().default(null),
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
