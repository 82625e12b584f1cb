/** Owns the guarantees of a timeline's pages, over random sources: joined they are the whole, in one order. */
import fc from 'fast-check';
import {
  entryId,
  mergeNewest,
  newestFirst,
  placeIn,
  TIMELINE_SOURCE_NAMES,
  type SourcePlace,
  type TimelinePlace,
  type TimelineSource,
} from '../../domain/timeline';

interface Stored {
  readonly source: TimelineSource;
  readonly at: string;
  readonly document: string;
}

/** Few instants, so that many entries share one, and ids that begin alike. */
const stored = fc.record({
  source: fc.constantFrom(...TIMELINE_SOURCE_NAMES),
  at: fc.integer({ min: 0, max: 4 }).map((second) => `2026-11-20T12:00:0${second}.000Z`),
  document: fc.stringMatching(/^[A-Za-z0-9._:/-]{1,3}$/),
});
const anyEntries = fc.uniqueArray(stored, {
  maxLength: 60,
  selector: ({ source, document }) => `${source}:${document}`,
});

/** As the store reads one source: its own ids only, newest first. */
function pageOf(all: readonly Stored[], source: TimelineSource, limit: number, before?: SourcePlace) {
  const own = all.filter((one) => one.source === source);
  const left = own.filter(
    ({ at, document }) => before === undefined || at < before.at || (at === before.at && document < before.id),
  );
  const newest = left.sort((a, b) => (a.at === b.at ? (a.document > b.document ? -1 : 1) : a.at > b.at ? -1 : 1));
  return newest.slice(0, limit).map(({ at, document }) => ({ at, id: entryId(source, document) }));
}

function allPages(all: readonly Stored[], limit: number): TimelinePlace[] {
  const told: TimelinePlace[] = [];
  let after: TimelinePlace | undefined;
  for (let page = 0; page < 100; page += 1) {
    const last = after;
    const pages = TIMELINE_SOURCE_NAMES.map((source) => pageOf(all, source, limit + 1, last && placeIn(source, last)));
    const found = mergeNewest(pages, limit + 1);
    told.push(...found.slice(0, limit));
    if (found.length <= limit) return told;
    after = told.at(-1);
  }
  throw new Error('the pages have no end');
}

test('pages joined are the whole, each entry once, newest first, whatever the sources hold', () => {
  fc.assert(
    fc.property(anyEntries, fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const whole = all.map(({ source, at, document }) => ({ at, id: entryId(source, document) })).sort(newestFirst);
      expect(allPages(all, limit)).toEqual(whole);
    }),
    { numRuns: 500 },
  );
});

test('what comes in at the top between two pages neither repeats nor hides what was there', () => {
  fc.assert(
    fc.property(anyEntries, fc.integer({ min: 1, max: 7 }), (all, limit) => {
      const whole = all.map(({ source, at, document }) => ({ at, id: entryId(source, document) })).sort(newestFirst);
      const after = whole[limit - 1];
      if (after === undefined) return;
      const newer = { source: 'holdBegun', at: '2026-11-20T12:00:09.000Z', document: 'new' } as const;
      const pages = TIMELINE_SOURCE_NAMES.map((source) => pageOf([...all, newer], source, 100, placeIn(source, after)));
      expect(mergeNewest(pages, 100)).toEqual(whole.slice(limit));
    }),
  );
});

test('no source is named like the beginning of another, which its place among them rests on', () => {
  for (const one of TIMELINE_SOURCE_NAMES)
    for (const other of TIMELINE_SOURCE_NAMES) {
      expect(other !== one && entryId(other, '').startsWith(entryId(one, ''))).toBe(false);
    }
});
