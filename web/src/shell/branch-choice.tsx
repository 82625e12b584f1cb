/** Owns which branch the desk looks at: one, or all that the person may see. Kept for the next time. */
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useSession } from '../data/session';

interface BranchChoice {
  /** `null` for all. */
  readonly branch: string | null;
  readonly choose: (branch: string | null) => void;
}

const KEPT_AS = 'crivo.branch';
const BranchContext = createContext<BranchChoice | null>(null);

export function BranchProvider({ children }: { readonly children: ReactNode }) {
  const { branches } = useSession();
  const [branch, setBranch] = useState(() => {
    const kept = localStorage.getItem(KEPT_AS);
    return branches.some((one) => one.branch === kept) ? kept : null;
  });
  const choice = useMemo(
    () => ({
      branch,
      choose: (next: string | null) => {
        if (next === null) localStorage.removeItem(KEPT_AS);
        else localStorage.setItem(KEPT_AS, next);
        setBranch(next);
      },
    }),
    [branch],
  );
  return <BranchContext value={choice}>{children}</BranchContext>;
}

export function useBranchChoice(): BranchChoice {
  const choice = useContext(BranchContext);
  if (choice === null) throw new Error('no BranchProvider above');
  return choice;
}
