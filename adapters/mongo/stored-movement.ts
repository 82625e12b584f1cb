/** Owns the document a movement is stored as: what its id says is not said again, and what isn't there takes no room. */
import type { Collected, Issued, Movement } from '../../domain/movements';

/** `_id` is branch and id of the movement; a branch's code has no slash. */
export interface StoredMovement {
  readonly _id: string;
  readonly customerKey: string;
  readonly storedAt: string;
  readonly movement: MovementContent;
}

/** Every field that is stored is written and read some million times: a field less is worth more than an even shape. */
type MovementContent = { readonly type: Movement['type']; readonly title: string } & Readonly<Record<string, unknown>>;

type Sparse<T> = { readonly [Key in keyof T]?: T[Key] | undefined };
type IssuedContent = Sparse<Issued> & Pick<Issued, 'type' | 'title' | 'amountCents' | 'issuedOn' | 'dueOn'>;
type CollectedContent = Sparse<Collected> &
  Pick<Collected, 'type' | 'title' | 'effectiveOn' | 'amountCents' | 'method'>;

/** To be written without what is `undefined`. */
export function toStoredMovement(movement: Movement, storedAt: string): StoredMovement {
  const _id = `${movement.branch}/${movement.movement}`;
  return { _id, customerKey: movement.customerKey, storedAt, movement: contentOf(movement) };
}

/** The movement as it was given, its fields in the same order. `storedAt` is not needed. */
export function fromStoredMovement(stored: Omit<StoredMovement, 'storedAt'>): Movement {
  const { _id, customerKey, movement: content } = stored;
  const slash = _id.indexOf('/');
  const [branch, movement] = [_id.slice(0, slash), _id.slice(slash + 1)];
  if (content.type === 'issued') return toIssued(content as unknown as IssuedContent, branch, movement, customerKey);
  if (content.type === 'collected') {
    return toCollected(content as unknown as CollectedContent, branch, movement, customerKey);
  }
  const { title, recordedAt = null, ...rest } = content;
  return { movement, title, branch, customerKey, recordedAt, ...rest } as unknown as Movement;
}

function contentOf(given: Movement): MovementContent {
  const { title } = given;
  const recordedAt = given.recordedAt ?? undefined;
  if (given.type === 'issued') {
    const { type, effectiveOn, amountCents, issuedOn, dueOn, carrier, renegotiates } = given;
    return {
      type,
      title,
      recordedAt,
      effectiveOn: effectiveOn === issuedOn ? undefined : effectiveOn,
      amountCents,
      issuedOn,
      dueOn,
      carrier: carrier === 'own' ? undefined : carrier,
      order: given.order ?? undefined,
      sale: given.sale ?? undefined,
      modality: given.modality ?? undefined,
      renegotiates: renegotiates.length === 0 ? undefined : renegotiates,
    } satisfies IssuedContent;
  }
  if (given.type === 'collected') {
    const { type, effectiveOn, amountCents, method, recourse } = given;
    const content = { type, title, recordedAt, effectiveOn, amountCents, method };
    return recourse ? content : ({ ...content, recourse } satisfies CollectedContent);
  }
  const { movement: _movement, branch: _branch, customerKey: _key, recordedAt: _at, ...rest } = given;
  return recordedAt === undefined ? rest : { ...rest, recordedAt };
}

function toIssued(content: IssuedContent, branch: string, movement: string, customerKey: string): Issued {
  const { title, type, amountCents, issuedOn, dueOn } = content;
  return {
    movement,
    title,
    branch,
    customerKey,
    recordedAt: content.recordedAt ?? null,
    type,
    effectiveOn: content.effectiveOn ?? issuedOn,
    amountCents,
    issuedOn,
    dueOn,
    carrier: content.carrier ?? 'own',
    order: content.order ?? null,
    sale: content.sale ?? null,
    modality: content.modality ?? null,
    renegotiates: content.renegotiates ?? [],
  };
}

function toCollected(content: CollectedContent, branch: string, movement: string, customerKey: string): Collected {
  const { title, recordedAt = null, type, effectiveOn, amountCents, method, recourse = true } = content;
  return { movement, title, branch, customerKey, recordedAt, type, effectiveOn, amountCents, method, recourse };
}
