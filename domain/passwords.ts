/** Owns what a password must be, and for how long one may be tried. */

/** Code points. Long enough to need no rules about which ones; short enough that hashing it costs the same for all. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** How long a password that an administrator handed over can be used to choose another. */
export const TEMPORARY_PASSWORD_HOURS = 72;

/** Fewer different characters than this are a pattern, however long. */
const FEWEST_DIFFERENT = 5;
/** Shorter parts of a name or an address stand in half of all words. */
const SHORTEST_PART = 4;
/** Words that whoever knows the product tries first. */
const COMMON_PARTS = ['crivo', 'senha', 'password', '123456', 'qwerty'];

/** Why a password can't be taken: each has a sentence with its fix where it is told. */
export type PasswordProblem = 'short' | 'long' | 'monotonous' | 'personal' | 'common';

/** `about`: what is known of the person (e-mail, name, user), of which nothing may stand in the password. */
export function passwordProblem(password: string, about: readonly string[]): PasswordProblem | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return 'short';
  if (length > PASSWORD_MAX) return 'long';
  const lower = password.toLowerCase();
  if (new Set(lower).size < FEWEST_DIFFERENT) return 'monotonous';
  const left = COMMON_PARTS.reduce((rest, part) => rest.replaceAll(part, ''), lower);
  if ([...left].length < PASSWORD_MIN / 2) return 'common';
  const parts = about.flatMap((one) => one.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  if (parts.some((part) => part.length >= SHORTEST_PART && lower.includes(part))) return 'personal';
  return null;
}
