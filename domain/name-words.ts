/** Owns how customers are looked up by name: the words of a name, and the beginnings by which each is found. Pure. */

/** Of nearly every company: they tell nobody apart. */
const EVERYDAY: ReadonlySet<string> = new Set([
  ...['de', 'da', 'do', 'das', 'dos', 'em', 'ltda', 'sa', 'me', 'epp', 'eireli', 'mei', 'cia'],
]);
const MOST_WORDS = 8;
const SHORTEST = 2;
/** A beginning is kept at these lengths; a word that is shorter than the first of them, whole. */
const KEPT_LENGTHS = [3, 5, 8] as const;

/** In small letters without accents: `Padaria São João Ltda.` is `padaria`, `sao`, `joao`. */
export function wordsOfName(text: string): readonly string[] {
  const words = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST && !EVERYDAY.has(word));
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** Under which a name is kept, at most three for a word. */
export function beginningsKept(name: string): readonly string[] {
  return [...new Set(wordsOfName(name).flatMap(beginningsOf))];
}

/** Under which the same name was kept, one for each word that is looked for: the longest. */
export function beginningsAsked(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => beginningsOf(word).slice(-1));
}

/** True where each word that is looked for begins a word of the name. */
export function isNamed(name: string, words: readonly string[]): boolean {
  const own = wordsOfName(name);
  return words.every((word) => own.some((one) => one.startsWith(word)));
}

function beginningsOf(word: string): readonly string[] {
  const kept = KEPT_LENGTHS.filter((length) => length <= word.length).map((length) => word.slice(0, length));
  return kept.length > 0 ? kept : [word];
}
