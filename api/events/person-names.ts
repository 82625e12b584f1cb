/** Owns the names of the people whom screens are told of, each looked up once a minute. */
import type { UserStore } from '../../adapters/mongo/user-store';

const KEPT_MS = 60_000;
const MOST_KEPT = 1_000;
const ITSELF = 'crivo';

/** `null` for what nobody did; the subject itself for a program's key. */
export function personNames({
  users,
  now,
}: {
  readonly users: Pick<UserStore, 'find'>;
  readonly now: () => Date;
}): (subject: string) => Promise<string | null> {
  const kept = new Map<string, { readonly name: string; readonly until: number }>();
  return async (subject) => {
    if (subject === ITSELF) return null;
    const at = now().getTime();
    const known = kept.get(subject);
    if (known !== undefined && at < known.until) return known.name;
    const name = (await users.find(subject))?.name ?? subject;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(subject, { name, until: at + KEPT_MS });
    return name;
  };
}
