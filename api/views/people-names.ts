/** Owns what people are called, for lists that know them by their user names. */
import type { UserStore } from '../../adapters/mongo/user-store';

/** By user name; a program, and who is no user any more, is left out. Of a page, where they are most often a few. */
export async function peopleNames(
  users: Pick<UserStore, 'find'>,
  subjects: readonly (string | null | undefined)[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(subjects)].filter((subject) => typeof subject === 'string');
  const found = await Promise.all(asked.map((subject) => users.find(subject)));
  return new Map(found.flatMap((user) => (user === null ? [] : [[user.user, user.name] as const])));
}
