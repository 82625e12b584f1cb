/** Owns how pictures are made of what is stored, of many customers at once. */
import type { BusinessCalendar } from '../domain/business-days';
import { isTellable, MAX_MOVEMENTS } from '../domain/ledger';
import { makePicture, pictureTitle, type MadePicture } from '../domain/make-picture';
import type { Movement } from '../domain/movements';
import { titlesInPieces } from './fold-in-pieces';
import { inSlices } from './in-slices';
import { byCustomerOf } from './refresh-ledger';
import { contentHash } from './content-hash';
import type { SyncDeps } from './sync-deps';

/** Whose titles are looked at, as of which day, under which labels. */
export interface PictureFrame {
  readonly branches: readonly string[];
  readonly positionOn: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly calendarOf: (branch: string) => BusinessCalendar;
}

/** A picture and the hash that tells whether it says something new; without the day it is of. */
export interface HashedPicture extends MadePicture {
  readonly hash: string;
}

/** The calendars of the account's branches, looked up once. */
export async function frameOf(
  deps: Pick<SyncDeps, 'branches' | 'calendarOf'>,
  given: Omit<PictureFrame, 'calendarOf'>,
): Promise<PictureFrame> {
  const calendars = new Map<string, BusinessCalendar>();
  for (const branch of given.branches) {
    calendars.set(branch, deps.calendarOf((await deps.branches.find(branch))?.parameters.holidays ?? []));
  }
  const plain = deps.calendarOf([]);
  return { ...given, calendarOf: (branch) => calendars.get(branch) ?? plain };
}

/** By customer; `null` for one with more movements, or greater sums, than figures are made of. `documents`: the document of each, by customer. */
export async function makePictures(
  deps: Pick<SyncDeps, 'movements'>,
  documents: ReadonlyMap<string, string>,
  frame: PictureFrame,
): Promise<ReadonlyMap<string, HashedPicture | null>> {
  const keys = [...documents.keys()];
  if (keys.length === 0) return new Map();
  const movements = await deps.movements.ofCustomers(keys, MAX_MOVEMENTS + 1);
  if (movements.length > MAX_MOVEMENTS) return makeFewer(deps, documents, frame);
  const byCustomer = byCustomerOf(movements);
  return new Map(
    await inSlices([...documents], async ([key, document]) => {
      return [key, await hashed(document, byCustomer.get(key) ?? [], frame)] as const;
    }),
  );
}

/** More than is read at once: each half by itself, down to the one that has too many. */
async function makeFewer(
  deps: Pick<SyncDeps, 'movements'>,
  documents: ReadonlyMap<string, string>,
  frame: PictureFrame,
): Promise<ReadonlyMap<string, HashedPicture | null>> {
  const all = [...documents];
  if (all.length === 1) return new Map(all.map(([key]) => [key, null]));
  const middle = Math.ceil(all.length / 2);
  const first = await makePictures(deps, new Map(all.slice(0, middle)), frame);
  const second = await makePictures(deps, new Map(all.slice(middle)), frame);
  return new Map([...first, ...second]);
}

async function hashed(document: string, all: readonly Movement[], frame: PictureFrame): Promise<HashedPicture | null> {
  if (!isTellable(all)) return null;
  const movements = all.filter(({ branch }) => frame.branches.includes(branch));
  const { positionOn, labels, calendarOf } = frame;
  const titles = await titlesInPieces(movements);
  const pictured = titles && (await inSlices(titles, (title) => pictureTitle(title, frame)));
  const made = makePicture({ document, positionOn, movements, calendarOf, labels }, pictured ?? undefined);
  const { positionOn: _day, document: _document, ...figures } = made.picture;
  return { ...made, hash: contentHash(figures) };
}
