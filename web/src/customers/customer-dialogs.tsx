/** Owns what opens over a customer's page, each part loaded when it is opened first. */
import { lazy, Suspense } from 'react';
import { useMay } from '../data/session';
import type { Customer } from './use-customer';
import type { ReleaseAct } from './use-release-form';

const DepsDialog = lazy(() => import('./deps-dialog'));
const LimitDialog = lazy(() => import('./limit-dialog'));
const ReleaseDialog = lazy(() => import('./release-dialog'));
const ReportDialog = lazy(() => import('./report-dialog'));
const ResolveDialog = lazy(() => import('./resolve-dialog'));

export type Opened =
  | { readonly what: 'deps' | 'limit' }
  | { readonly what: 'report'; readonly report: string }
  | { readonly what: 'resolve'; readonly purchase: string }
  | { readonly what: 'release'; readonly act: ReleaseAct; readonly target: string | null };

interface CustomerDialogsProps {
  readonly customer: Customer;
  readonly branch: string;
  readonly opened: Opened;
  readonly open: (opened: Opened | null) => void;
  readonly onBought: () => void;
}

export function CustomerDialogs({ customer, branch, opened, open, onBought }: CustomerDialogsProps) {
  const may = useMay();
  const { customerKey } = customer;
  const about = { customer, branch, onClose: () => open(null) };
  const bought = () => {
    onBought();
    open(may('proposals:write') ? { what: 'limit' } : null);
  };
  return (
    <Suspense fallback={null}>
      {opened.what === 'deps' && (
        <DepsDialog {...about} onShow={(report) => open({ what: 'report', report })} onBought={bought} />
      )}
      {opened.what === 'limit' && <LimitDialog {...about} />}
      {opened.what === 'report' && (
        <ReportDialog address={{ customerKey, branch, report: opened.report }} onClose={about.onClose} />
      )}
      {opened.what === 'resolve' && <ResolveDialog {...about} purchase={opened.purchase} />}
      {opened.what === 'release' && <ReleaseDialog {...about} act={opened.act} target={opened.target} />}
    </Suspense>
  );
}
