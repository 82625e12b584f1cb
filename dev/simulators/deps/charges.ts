/** Owns what a charge of the simulated Deps is for. */
import type { Charged, Invoice } from '../invoice';

export interface DepsQuestion {
  readonly account: string;
  readonly email: string;
  readonly documento: string;
  readonly identificadorProduto: string;
  /** UTC. */
  readonly at: string;
  /** Paid for data that was there already. */
  readonly reused: boolean;
}
export type Charge = Charged<DepsQuestion>;
export type DepsInvoice = Invoice<DepsQuestion>;
