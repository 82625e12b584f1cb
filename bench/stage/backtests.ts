/** Owns back-tests under measurement: begun over HTTP, as an analyst does, and awaited. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Product } from './product';
import { changedPolicy, YEAR } from './stored-decisions';

const LOOK_MS = 50;

/** What is told of one that has ended. */
export interface Backtested {
  readonly seconds: number;
  readonly judged: number;
}

/** The path of a new draft with the changed policy. */
export async function aDraft({ http }: Product): Promise<string> {
  const { draft } = (await http.done('POST', '/v1/policies/default/drafts', { document: changedPolicy() })) as {
    draft: string;
  };
  return `/v1/policies/default/drafts/${draft}`;
}

/** Begins one over the stored decisions of the year and waits for its end. @throws where it fails */
export async function backtested({ http }: Product, draft: string): Promise<Backtested> {
  const since = performance.now();
  const begun = await http.call('POST', `${draft}/backtest`, { over: 'decisions', ...YEAR });
  if (begun.status !== 202) throw new Error(`no back-test: ${begun.status} ${JSON.stringify(begun.body)}`);
  const { backtest } = begun.body as { backtest: string };
  for (;;) {
    const found = (await http.done('GET', `/v1/policies/default/backtests/${backtest}`)) as {
      status: string;
      judged: number;
    };
    if (found.status === 'done') return { seconds: (performance.now() - since) / 1_000, judged: found.judged };
    if (found.status !== 'running') throw new Error(`the back-test is ${found.status}`);
    await wait(LOOK_MS);
  }
}
