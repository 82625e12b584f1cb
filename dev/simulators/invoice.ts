/** Owns the invoice of a simulated service: every charge once made, for which question, and whether its answer left. */

/** One charge. It stands from the moment the query was done, whatever became of the answer. */
export type Charged<Question> = Question & {
  readonly charge: number;
  /** `pending` while it is held back; `broken` by a fault; `lost` when the asker had hung up; `left` otherwise. */
  readonly answer: 'pending' | 'left' | 'broken' | 'lost';
};

export interface Invoice<Question> {
  /** Answers its number. */
  add(question: Question): number;
  /** The first word on it stands. */
  answered(charge: number, answer: 'left' | 'broken' | 'lost'): void;
  /** Oldest first; nothing is ever left out. */
  list(): readonly Charged<Question>[];
}

export function createInvoice<Question extends object>(): Invoice<Question> {
  const charges: Charged<Question>[] = [];
  return {
    add: (question) => charges.push({ charge: charges.length + 1, ...question, answer: 'pending' }),
    answered: (number, answer) => {
      const found = charges[number - 1];
      if (found?.answer === 'pending') charges[number - 1] = { ...found, answer };
    },
    list: () => [...charges],
  };
}
