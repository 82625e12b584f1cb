/** Owns the arithmetic of one exposure document: what the customers of a group have taken of their limits. */
import { sumCents } from './money';

/**
 * One customer's part. `openCents` is the open principal of titles that count, `reservedCents` the sum of what remains
 * of its reservations, `ledgerCount` the number of movements `openCents` was computed from, so that an older
 * computation never overwrites a newer one.
 */
export type ExposureMember = {
  readonly ledgerCount: number;
  readonly openCents: number;
  readonly reservedCents: number;
};

/**
 * What an order or sale holds of the limit: as reserved, and less what titles carrying its id have billed since.
 * `overLimit` marks one made where the limit check only indicates or was released.
 */
export type Reservation = {
  readonly customerKey: string;
  readonly reservedCents: number;
  readonly remainingCents: number;
  readonly overLimit: boolean;
  /** Of a sale: the decision it was made for, so that an earlier evaluation never undoes what a later one holds. */
  readonly decision?: string;
  /** Of an order: which of its writes made it, so that an attempt given up for dead never undoes what a later one holds. */
  readonly sequence?: number;
  /** When somebody last relied on it: one that nobody's decision ever named is cleared later. */
  readonly at?: string;
};

/** The exposure of a group, or of one customer without a group; `reservations` by `reservationKey`. */
export type Exposure = {
  readonly members: Readonly<Record<string, ExposureMember>>;
  readonly reservations: Readonly<Record<string, Reservation>>;
};

/** What all members of a group have taken besides one order or sale of theirs, in cents. */
export function groupTakenWithoutOwn(exposure: Exposure, ownKey: string): number {
  const own = ownReservation(exposure, ownKey)?.remainingCents ?? 0;
  return sumCents(Object.keys(exposure.members).map((member) => takenCents(exposure, member))) - own;
}

/** What a reservation belongs to; ids of orders and sales are unique in their branch only. */
export type ReservationOwner = { readonly kind: 'order' | 'sale'; readonly branch: string; readonly id: string };

/** What one customer has taken, in cents: open titles and reservations. 0 for who is not a member. */
export function takenCents(exposure: Exposure, customerKey: string): number {
  const member = Object.hasOwn(exposure.members, customerKey) ? exposure.members[customerKey] : undefined;
  return member ? sumCents([member.openCents, member.reservedCents]) : 0;
}

/**
 * What a customer has taken besides the order or sale that is being judged, in cents. An order judged again must not
 * count what it already holds.
 */
export function takenWithoutOwn(exposure: Exposure, customerKey: string, ownKey: string): number {
  const own = ownReservation(exposure, ownKey);
  return takenCents(exposure, customerKey) - (own?.customerKey === customerKey ? own.remainingCents : 0);
}

/** What an order still holds, in cents, once titles with its id billed a part. More billed than reserved leaves nothing. */
export function remainingAfterBilling(reservedCents: number, billedCents: number): number {
  return Math.max(0, reservedCents - billedCents);
}

/**
 * The name of a reservation, usable as a field name: letters, digits, `_ - ~ :` only, so no dot and no `$`. Two owners
 * never share one; `reservationOwner` is its inverse.
 */
export function reservationKey(owner: ReservationOwner): string {
  return `${owner.kind}:${escapePart(owner.branch)}:${escapePart(owner.id)}`;
}

/** The owner a key was made from, or `null` for a text that no owner gives. */
export function reservationOwner(key: string): ReservationOwner | null {
  const [kind, branch, id] = key.split(':');
  if ((kind !== 'order' && kind !== 'sale') || branch === undefined || id === undefined) return null;
  const owner: ReservationOwner = { kind, branch: unescapePart(branch), id: unescapePart(id) };
  return reservationKey(owner) === key ? owner : null;
}

function ownReservation(exposure: Exposure, key: string): Reservation | undefined {
  return Object.hasOwn(exposure.reservations, key) ? exposure.reservations[key] : undefined;
}

/** Every UTF-16 unit outside the safe letters becomes `~` and four hexadecimal digits, lone surrogates included. */
function escapePart(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function unescapePart(text: string): string {
  return text.replace(/~([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
