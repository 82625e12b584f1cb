/** Owns the writing down of notes of a customer, with the order they are about where there is one. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { NoteStore } from '../adapters/mongo/note-store';
import type { OrderStore } from '../adapters/mongo/order-store';
import type { Note } from '../contracts/note';
import { CrivoError } from '../domain/errors';
import { newId } from './new-id';

interface NoteDeps {
  readonly notes: NoteStore;
  readonly customers: Pick<CustomerStore, 'find'>;
  readonly orders: Pick<OrderStore, 'find'>;
  readonly now: () => Date;
}

/** Errors: `CustomerNotFound`, `OrderNotFound` also for an order of another customer. */
export async function noteOfCustomer(
  deps: NoteDeps,
  subject: string,
  { customerKey, branch, order, text }: Pick<Note, 'customerKey' | 'branch' | 'order' | 'text'>,
): Promise<Note> {
  if ((await deps.customers.find(customerKey)) === null) throw new CrivoError('CustomerNotFound');
  const stored = order === null ? null : await deps.orders.find(branch, order);
  if (order !== null && stored?.customerKey !== customerKey) throw new CrivoError('OrderNotFound');
  return written(deps, { customerKey, branch, order, by: subject, text });
}

/** Errors: `OrderNotFound`. */
export async function noteOfOrder(
  deps: NoteDeps,
  subject: string,
  { branch, order, text }: { readonly branch: string; readonly order: string; readonly text: string },
): Promise<Note> {
  const stored = await deps.orders.find(branch, order);
  if (stored === null) throw new CrivoError('OrderNotFound');
  return written(deps, { customerKey: stored.customerKey, branch, order, by: subject, text });
}

async function written({ notes, now }: NoteDeps, rest: Omit<Note, 'note' | 'at'>): Promise<Note> {
  const note: Note = { note: newId('nte'), ...rest, at: now().toISOString() };
  await notes.insert(note);
  return note;
}
