/** Owns the list of points at which a process that makes a purchase may die, and how each is recognised in its calls. */
import type { PurchaseStep } from '../../../adapters/mongo/purchase-store';

/**
 * Every write of a purchase and every question to its bureau, before and after. Between two of them nothing outside of
 * the process changes, so that dying there is dying at one of these.
 */
export const WORKER_POINTS = [
  'receivables.send:before',
  'receivables.send:after',
  'purchases.prepared:before',
  'purchases.prepared:after',
  'customerKeys.ensure:before',
  'customerKeys.ensure:after',
  'bureauSlots.take:after',
  'purchases.sent:before',
  'purchases.sent:after',
  'bureau.query:before',
  'bureau.query:during',
  'bureau.query:after',
  'purchases.outcome:before',
  'purchases.outcome:after',
  'bureauSlots.free:before',
  'bureauSlots.free:after',
  'purchases.claimed:before',
  'purchases.claimed:after',
  'bureau.reuse:before',
  'bureau.reuse:during',
  'bureau.reuse:after',
  'purchases.reconciled:before',
  'purchases.reconciled:after',
  'reports.insert:before',
  'reports.insert:after',
  'reportUses.insert:before',
  'reportUses.insert:after',
  'openProposal:before',
  'openProposal:after',
  'money.settle:before',
  'money.settle:after',
  'purchases.closed:before',
  'purchases.closed:after',
] as const;

/** The same of the API that opens it. */
export const API_POINTS = [
  'money.reserve:before',
  'money.reserve:after',
  'purchases.insert:before',
  'purchases.insert:after',
  'reportWorkflows.carry:before',
  'reportWorkflows.carry:after',
] as const;

/** Only a worker that comes after one that died gets there: the second one dies too. */
export const SECOND_POINTS = [
  'purchases.lost:before',
  'purchases.lost:after',
  'bureau.reuse:before',
  'bureau.reuse:after',
  'purchases.reconciled:before',
  'purchases.reconciled:after',
] as const;

export type WorkerPoint = (typeof WORKER_POINTS)[number] | (typeof SECOND_POINTS)[number];
export type ApiPoint = (typeof API_POINTS)[number];
export type CrashPoint = WorkerPoint | ApiPoint;

/** What a step of a purchase is for, by what it writes. */
export function labelOfStep({ event, change }: PurchaseStep): string {
  if (change.isPrepared === true) return 'prepared';
  if (change.isClosed === true) return 'closed';
  if (event === 'send') return 'sent';
  if (event === 'lose' && change.reason === 'lost') return 'lost';
  if (event === 'reconcile' || event === 'giveUp') return 'reconciled';
  if (event !== undefined) return 'outcome';
  return 'reconciliations' in change && 'isReconcileAsked' in change ? 'claimed' : 'reconciled';
}
