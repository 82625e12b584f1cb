/** Owns under which heading a route stands at `/docs`: the last word of its path that names one. */

const CHAPTERS: Readonly<Record<string, readonly string[]>> = {
  Orders: ['orders', 'credit-checks'],
  Sales: ['sales'],
  'Queue of holds': ['holds', 'notes', 'figures', 'events'],
  'Releases and exceptions': ['releases', 'release-requests', 'exceptions', 'reason-codes', 'delegations'],
  Customers: ['customers', 'consents', 'views', 'export', 'erase-payloads'],
  'Limits and groups': ['credit-terms', 'limit-proposals', 'groups', 'leave-group'],
  Receivables: ['receivables', 'punctuality'],
  'Bureau reports': ['reports', 'report-offers', 'purchases'],
  'Bureau accounts': ['deps', 'spc', 'purchasing'],
  Decisions: ['decisions', 'review-requests'],
  Policies: ['policies', 'catalogue'],
  Webhooks: ['webhook-endpoints'],
  'Sign-in and people': ['session', 'sign-in-options', 'users', 'user-groups', 'api-keys'],
  Administration: ['branches', 'audit', 'codec'],
};

/** In the order of the page. */
export const CHAPTER_NAMES: readonly string[] = Object.keys(CHAPTERS);

/** Of a path such as `/branches/{branch}/orders/{order}/hold`; `undefined` where no word of it names one. */
export function chapterOf(path: string): string | undefined {
  const words = path.split('/');
  const ranked = Object.entries(CHAPTERS).map(([chapter, names]) => ({
    chapter,
    at: Math.max(...names.map((name) => words.lastIndexOf(name))),
  }));
  const last = Math.max(...ranked.map(({ at }) => at));
  return last < 0 ? undefined : ranked.find(({ at }) => at === last)?.chapter;
}
