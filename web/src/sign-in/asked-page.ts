/** Owns the page that somebody asked for before they left to sign in elsewhere: known to this tab alone, and told once. */

const KEPT_AS = 'crivo-asked-page';

/** Of the page that is shown now. Where the browser keeps nothing, they come back to the first page. */
export function keepAskedPage(): void {
  const { pathname, search } = globalThis.location;
  try {
    sessionStorage.setItem(KEPT_AS, pathname + search);
  } catch {
    // A browser may be told to keep nothing.
  }
}

/** The first page where none was kept, or something that is no page of ours. */
export function takeAskedPage(): string {
  try {
    const kept = sessionStorage.getItem(KEPT_AS) ?? '/';
    sessionStorage.removeItem(KEPT_AS);
    return /^\/(?![/\\])/.test(kept) ? kept : '/';
  } catch {
    return '/';
  }
}
