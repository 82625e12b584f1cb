/** Owns who has sent an order or sale so far: people whose own release doesn't let it pass. Pure. */

/** How many people are remembered by name. */
export const MOST_SENDERS = 20;

/** Stands for whoever was not remembered by name any more: it might be anybody, so nobody's release fits. */
export const ANYBODY = '*';

/** The senders with one more, each once. */
export function withSender(before: readonly string[], sender: string): readonly string[] {
  if (before.includes(sender) || before.includes(ANYBODY)) return before;
  return [...before, before.length < MOST_SENDERS ? sender : ANYBODY];
}

/** True for somebody who is, or may be, one of these people. */
export function isAmong(people: readonly string[], subject: string): boolean {
  return people.includes(subject) || people.includes(ANYBODY);
}
