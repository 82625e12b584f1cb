/** Owns the review requests' documents: opened once, answered once. */
import type { ReviewRequest } from '../../contracts/review-request';
import { anyOf, type Database } from './database';

/** A position in a list of requests. */
export interface ReviewPosition {
  readonly openedAt: string;
  readonly id: string;
}

export interface ReviewQuery {
  readonly branches: '*' | readonly string[];
  readonly status?: ReviewRequest['status'];
  readonly customerKey?: string;
  readonly limit: number;
  readonly after?: ReviewPosition;
}

export interface ReviewRequestStore {
  insert(request: ReviewRequest): Promise<void>;
  find(request: string): Promise<ReviewRequest | null>;
  /** False where it was answered before. */
  answer(request: string, answer: NonNullable<ReviewRequest['answer']>): Promise<boolean>;
  /** Oldest first, at most `limit`. */
  page(query: ReviewQuery): Promise<readonly ReviewRequest[]>;
}

type StoredRequest = Omit<ReviewRequest, 'request'> & { readonly _id: string };

export function reviewRequestStore(database: Database): ReviewRequestStore {
  const requests = database.collection<StoredRequest>('reviewRequests');
  return {
    insert: async ({ request, ...rest }) => void (await requests.insertOne({ _id: request, ...rest })),
    find: async (request) => {
      const stored = await requests.findOne({ _id: request });
      return stored && fromStored(stored);
    },
    answer: async (request, answer) => {
      const change = { $set: { answer, status: 'answered' as const } };
      return (await requests.updateOne({ _id: request, status: 'open' }, change)).matchedCount === 1;
    },
    page: async ({ branches, status, customerKey, limit, after }) => {
      const later =
        after && anyOf({ openedAt: { $gt: after.openedAt } }, { openedAt: after.openedAt, _id: { $gt: after.id } });
      const stored = await requests
        .find({
          ...(status !== undefined && { status }),
          ...(customerKey !== undefined && { customerKey }),
          ...(branches !== '*' && { branch: { $in: [...branches] } }),
          ...later,
        })
        .sort({ openedAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
  };
}

function fromStored({ _id, ...rest }: StoredRequest): ReviewRequest {
  return { request: _id, ...rest };
}
