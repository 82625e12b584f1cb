/** Owns the limit proposals' documents. */
import type { mongo } from 'mongoose';
import type { LimitProposal, ProposalStatus } from '../../contracts/limit-proposal';
import { anyOf, insertOnce, type Database } from './database';

/** A position in a list of proposals. */
export interface ProposalPosition {
  readonly openedAt: string;
  readonly id: string;
}

export interface ProposalQuery {
  readonly branches: '*' | readonly string[];
  readonly customerKey?: string;
  readonly statuses?: readonly ProposalStatus[];
  readonly limit: number;
  readonly before?: ProposalPosition;
}

export interface LimitProposalStore {
  find(proposal: string): Promise<LimitProposal | null>;
  /** Inserts it; one that is there already stays as it is. */
  ensure(record: LimitProposal): Promise<void>;
  /** Writes the next revision over the one it was made from. False when that was changed meanwhile. */
  replace(record: LimitProposal, session?: mongo.ClientSession): Promise<boolean>;
  /** Newest first, at most `limit`. */
  page(query: ProposalQuery): Promise<readonly LimitProposal[]>;
}

type StoredProposal = Omit<LimitProposal, 'proposal'> & { readonly _id: string };

export function limitProposalStore(database: Database): LimitProposalStore {
  const proposals = database.collection<StoredProposal>('limitProposals');
  return {
    find: async (proposal) => {
      const stored = await proposals.findOne({ _id: proposal });
      return stored && fromStored(stored);
    },
    ensure: async ({ proposal, ...rest }) => {
      await insertOnce(proposals, { _id: proposal, ...rest });
    },
    replace: async ({ proposal, ...next }, session) => {
      const made = { _id: proposal, revision: next.revision - 1 };
      const { matchedCount } = await proposals.updateOne(made, { $set: next }, session && { session });
      return matchedCount === 1;
    },
    page: async ({ branches, customerKey, statuses, limit, before }) => {
      const older =
        before && anyOf({ openedAt: { $lt: before.openedAt } }, { openedAt: before.openedAt, _id: { $lt: before.id } });
      const stored = await proposals
        .find({
          ...(customerKey !== undefined && { customerKey }),
          ...(statuses !== undefined && { status: { $in: [...statuses] } }),
          ...(branches !== '*' && { branch: { $in: [...branches] } }),
          ...older,
        })
        .sort({ openedAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
  };
}

function fromStored({ _id, ...rest }: StoredProposal): LimitProposal {
  return { proposal: _id, ...rest };
}
