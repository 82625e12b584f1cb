/** Owns the invoice of the simulated service: every charge once made, for which question, and whether its answer left. */

/** One charge. It stands from the moment the query was done, whatever became of the answer. */
export interface Charge {
  readonly charge: number;
  readonly account: string;
  readonly email: string;
  readonly documento: string;
  readonly identificadorProduto: string;
  /** UTC. */
  readonly at: string;
  /** Paid for data that was there already. */
  readonly reused: boolean;
  /** `pending` while it is held back; `broken` by a fault; `lost` when the asker had hung up; `left` otherwise. */
  readonly answer: 'pending' | 'left' | 'broken' | 'lost';
}
export type NewCharge = Omit<Charge, 'charge' | 'answer'>;

export interface Invoice {
  /** Answers its number. */
  add(charge: NewCharge): number;
  /** The first word on it stands. */
  answered(charge: number, answer: Charge['answer']): void;
  /** Oldest first; nothing is ever left out. */
  list(): readonly Charge[];
}

export function createInvoice(): Invoice {
  const charges: Charge[] = [];
  return {
    add: (charge) => charges.push({ charge: charges.length + 1, ...charge, answer: 'pending' }),
    answered: (number, answer) => {
      const found = charges[number - 1];
      if (found?.answer === 'pending') charges[number - 1] = { ...found, answer };
    },
    list: () => [...charges],
  };
}
