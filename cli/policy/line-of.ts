/** Owns where in a file a JSON pointer leads, or a key stands a second time: the line, for who corrects the file by hand. */

/** A container that is being read, and what in it is being read. */
interface Open {
  /** `null` in a list. */
  key: string | null;
  /** The position in a list; -1 before its first value. */
  index: number;
  /** A list's next value begins a new position. */
  isBetween: boolean;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\n|[^\s{}[\],:"]+/g;

/**
 * The line, 1 the first, on which the value begins that the pointer names (its key, where it has one); of the nearest value
 * around it where there is none. `text` is JSON that can be parsed. Walks once, whatever the depth.
 */
export function lineOf(text: string, pointer: string): number {
  const wanted = pointer.split('/').slice(1).map(unescaped);
  const open: Open[] = [];
  let line = 1;
  let last = '';
  let found = { depth: 0, line: 1 };
  for (const [token] of text.matchAll(TOKEN)) {
    const top = open.at(-1);
    if (token === '\n') {
      line += 1;
      continue;
    }
    if (token === ',') {
      if (top !== undefined) top.isBetween = true;
    } else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') begin(top, token, last, open);
    const depth = matched(open, wanted);
    if (depth > found.depth) found = { depth, line };
    if (depth === wanted.length) break;
    last = token;
  }
  return found.line;
}

/** The first key that its object has already, and its line; `null` where there is none. `text` as of `lineOf`. */
export function repeatedKey(text: string): { readonly key: string; readonly line: number } | null {
  const open: Set<string>[] = [];
  let [line, last] = [1, { token: '', line: 1 }];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '\n') line += 1;
    else if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const key = JSON.parse(last.token) as string;
      const keys = open.at(-1);
      if (keys?.has(key) === true) return { key, line: last.line };
      keys?.add(key);
    }
    if (token !== '\n') last = { token, line };
  }
  return null;
}

/** A key, or a value: in a list it has the next position, and a container is gone into. */
function begin(top: Open | undefined, token: string, last: string, open: Open[]): void {
  if (top?.isBetween === true && top.key === null) {
    top.index += 1;
    top.isBetween = false;
  } else if (top !== undefined && top.key !== null && last !== ':') top.key = JSON.parse(token) as string;
  if (token === '{') open.push({ key: '', index: -1, isBetween: false });
  if (token === '[') open.push({ key: null, index: -1, isBetween: true });
}

/** How many steps of the way the reader stands on; 0 as soon as it is beside it. */
function matched(open: readonly Open[], wanted: readonly string[]): number {
  let depth = 0;
  for (const { key, index } of open) {
    const at = key ?? String(index);
    if (depth >= wanted.length || at !== wanted[depth]) return depth;
    depth += 1;
  }
  return depth;
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
