/** Owns what R13 compares with: a customer's figures counted from its lines, as plainly as they can be. */

/** A line of the ledger as an ERP sends it, with the branch it is sent to. */
export interface SentLine {
  readonly branch: string;
  readonly type: 'issued' | 'collected' | 'reversed' | 'cleared' | 'cancelled' | 'carrierChanged' | 'dueDateChanged';
  readonly movement: string;
  readonly title: string;
  readonly document: string;
  readonly amountCents?: number;
  readonly method?: 'money' | 'cheque';
  readonly collection?: string;
  readonly reason?: 'error';
  readonly carrier?: 'own' | 'notary';
  readonly issuedOn?: string;
  readonly dueOn?: string;
  readonly effectiveOn?: string;
}

export interface CountedTitle {
  readonly branch: string;
  readonly title: string;
  readonly openCents: number;
  readonly dueOn: string;
  readonly carrier: string;
}

export interface CountedFigures {
  readonly openCents: number;
  readonly exposedCents: number;
  readonly receivedCents365: number;
  readonly settledCount: number;
  /** By branch and id. */
  readonly openTitles: readonly CountedTitle[];
}

/**
 * Of one customer's lines, each of which is there once, in any order. It knows what the lines of R13 need: of a
 * collection at most one reversal, of a title at most one change of each kind, everything within a year.
 */
export function figuresByHand(lines: readonly SentLine[]): CountedFigures {
  const figures = { openCents: 0, exposedCents: 0, receivedCents365: 0, settledCount: 0 };
  const openTitles: CountedTitle[] = [];
  for (const issue of lines.filter(({ type }) => type === 'issued')) {
    const own = lines.filter(({ branch, title }) => branch === issue.branch && title === issue.title);
    if (own.some(({ type }) => type === 'cancelled')) continue;
    const of = (type: SentLine['type']) => own.filter((line) => line.type === type);
    let openCents = issue.amountCents ?? 0;
    let exposedCents = openCents;
    for (const { movement, method, amountCents = 0 } of of('collected')) {
      const back = of('reversed').find(({ collection }) => collection === movement);
      const leftCents = amountCents - (back === undefined ? 0 : (back.amountCents ?? amountCents));
      const isMoney = method === 'money' || of('cleared').some(({ collection }) => collection === movement);
      openCents -= leftCents;
      if (isMoney) exposedCents -= leftCents;
      if (isMoney) figures.receivedCents365 += leftCents;
    }
    figures.openCents += Math.max(0, openCents);
    figures.exposedCents += Math.max(0, exposedCents);
    if (openCents <= 0) figures.settledCount += 1;
    else {
      const dueOn = of('dueDateChanged')[0]?.dueOn ?? issue.dueOn ?? '';
      const carrier = of('carrierChanged')[0]?.carrier ?? 'own';
      openTitles.push({ branch: issue.branch, title: issue.title, openCents, dueOn, carrier });
    }
  }
  return { ...figures, openTitles: openTitles.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) };
}

function nameOf({ branch, title }: CountedTitle): string {
  return `${branch}/${title}`;
}
