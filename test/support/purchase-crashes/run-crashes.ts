/** Owns the trying of many crash points at once: purchases stopped each at its own point, one SIGKILL, another worker. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { setTimeout as wait } from 'node:timers/promises';
import { reportWorkflowId } from '../../../adapters/temporal/report-workflows';
import { freePort } from '../../../dev/servers/ports';
import type { PurchaseStatus } from '../../../domain/purchase';
import { carryLeftPurchases } from '../../../usecases/carry-left-purchases';
import { startWorker } from '../crivo';
import { startKillable, type Killable } from '../kill';
import { until } from '../until';
import { isAtRest, openDesk, type Desk, type Subject } from './desk';
import { getsTo, getsToSecond, hasToFire, mayBeCharged, type CrashCase } from './plan';

/** What became of a case; `wrong` is what must not have been, in words. */
export interface Outcome extends CrashCase {
  readonly status: string;
  readonly charges: number;
  readonly wrong: readonly string[];
}

const NEVER_CAME = 'never came to';

/** Nothing is wrong with the purchase; the process just didn't die where it was to, so that nothing is proved. */
export function provesNothing({ wrong }: Outcome): boolean {
  return wrong.length > 0 && wrong.every((told) => told.startsWith(NEVER_CAME));
}

export interface CrashRun {
  readonly cases: readonly CrashCase[];
  /** Whose process dies. */
  readonly kind: 'worker' | 'api';
  readonly name: string;
  readonly say: (line: string) => void;
  /** All of them are bought of SPC instead of Deps. */
  readonly spc?: boolean;
  /** Their workflows are ended from outside as well, and nobody asks again: only the sweep finds them. */
  readonly areLeft?: boolean;
}

/** A question that gets no answer takes ten seconds, what comes of it some more, and the machine may be busy. */
const TO_THE_POINT_MS = 240_000;
const TO_THE_END_MS = 300_000;
const POLL_MS = 100;
const LONG_AFTER_MS = 3_600_000;

/** Runs all of them side by side. Fails where a process can't be brought to its points at all. */
export async function runCrashes({ cases, kind, name, say, spc, areLeft }: CrashRun): Promise<Outcome[]> {
  const desk = await openDesk(name, cases, spc);
  const reached = new Reached();
  try {
    await (kind === 'api' ? killApi(desk, reached, say) : killWorkers(desk, reached, say));
    if (areLeft) await endWorkflows(desk);
    const worker = await startWorker({ ...desk.crivo, activitiesAtOnce: 300 });
    try {
      if (areLeft) await carryLeft(desk, say);
      else if (kind === 'api') await askAll(desk);
      const isOver = async () =>
        (await Promise.all(desk.subjects.map((subject) => desk.find(subject)))).every(isAtRest);
      await until(isOver, 'every purchase to come to rest', TO_THE_END_MS);
      await askAll(desk);
    } finally {
      await worker.stop();
    }
    return await Promise.all(desk.subjects.map((subject) => outcomeOf(desk, subject, reached.points(subject))));
  } finally {
    await desk.stop();
  }
}

/** Who was stopped where. */
class Reached {
  readonly #points = new Map<Subject, string[]>();
  note(subject: Subject, point: string): void {
    this.#points.set(subject, [...this.points(subject), point]);
  }
  points(subject: Subject): readonly string[] {
    return this.#points.get(subject) ?? [];
  }
}

async function askAll(desk: Desk): Promise<void> {
  await Promise.all(desk.subjects.map((subject) => desk.buy(subject)));
}

/** Stops all of them in one worker and kills it; those with a second point in the next one too. */
async function killWorkers(desk: Desk, reached: Reached, say: CrashRun['say']): Promise<void> {
  const { databaseName: database, taskQueue } = desk.crivo;
  const killOne = async (subjects: readonly Subject[], points: Points): Promise<void> => {
    const stops = Object.fromEntries(subjects.map((subject) => [subject.customerKey, points.of(subject)]));
    const worker = await startKillable('worker', { database, taskQueue, point: '', stops });
    if (points.isFirst) asked.push(askAll(desk));
    await atTheirPoints(desk, { subjects, process: worker, points, reached });
    await worker.kill();
    say(`killed worker ${worker.pid} with ${subjects.length} purchases, at ${named(stops)}`);
  };
  const asked: Promise<void>[] = [];
  await killOne(desk.subjects, { of: ({ point }) => point, getsTo, isFirst: true });
  const twice = desk.subjects.filter(({ second }) => second !== null);
  const second = { of: (one: Subject) => one.second ?? '', getsTo: getsToSecond, isFirst: false };
  if (twice.length > 0) await killOne(twice, second);
  await Promise.all(asked);
}

/** Where each is stopped, and who gets there. */
interface Points {
  readonly of: (subject: Subject) => string;
  readonly getsTo: (one: CrashCase) => boolean;
  readonly isFirst: boolean;
}

/** As an operator would, or a cluster that has lost them. */
async function endWorkflows(desk: Desk): Promise<void> {
  for (const subject of desk.subjects) {
    const record = await desk.find(subject);
    if (record === null) continue;
    const handle = desk.crivo.temporal.workflow.getHandle(reportWorkflowId(record));
    await handle.terminate('a test of the sweep').catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  }
}

/** The worker's sweep, once, when it is due. */
async function carryLeft({ crivo, subjects }: Desk, say: CrashRun['say']): Promise<void> {
  const now = () => new Date(Date.now() + LONG_AFTER_MS);
  const carried = await carryLeftPurchases({ ...crivo.stores, reportWorkflows: crivo.reportWorkflows, now });
  say(`the sweep carries ${carried} of ${subjects.length} purchases`);
  if (carried !== subjects.length) throw new Error(`the sweep found ${carried} of ${subjects.length} purchases`);
}

/** An API is asked for all of them, and killed when each is at its point. */
async function killApi(desk: Desk, reached: Reached, say: CrashRun['say']): Promise<void> {
  const { databaseName: database, taskQueue, keys } = desk.crivo;
  const port = await freePort();
  const stops = Object.fromEntries(
    desk.subjects.flatMap(({ customerKey, purchase, point }) => [
      [customerKey, point],
      [purchase, point],
    ]),
  );
  const api = await startKillable('api', { database, taskQueue, port, point: '', stops });
  const headers = { authorization: `Bearer ${keys.administrator}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ bureau: 'deps', purpose: 'limitReview' });
  const cut = desk.subjects.map(({ branch, customerKey }) =>
    fetch(`http://127.0.0.1:${port}/v1/branches/${branch}/customers/${customerKey}/reports`, {
      ...{ method: 'POST', headers, body },
    }).then(
      () => false,
      () => true,
    ),
  );
  const points = { of: ({ point }: Subject) => point, getsTo: () => true, isFirst: true };
  await atTheirPoints(desk, { subjects: desk.subjects, process: api, points, reached });
  await api.kill();
  if ((await Promise.all(cut)).includes(false)) throw new Error('the API answered though it was stopped');
  say(`killed API ${api.pid} with ${desk.subjects.length} requests, at ${named(stops)}`);
}

interface Awaited {
  readonly subjects: readonly Subject[];
  readonly process: Killable;
  readonly points: Points;
  readonly reached: Reached;
}

/** Waits until everybody is stopped, or at rest who by its fault never gets there. */
async function atTheirPoints(desk: Desk, { subjects, process, points, reached }: Awaited): Promise<void> {
  const hasReached = (subject: Subject): boolean =>
    [subject.customerKey, subject.purchase].some((id) => process.hasSaid(`reached ${id} ${points.of(subject)}`));
  const deadline = Date.now() + TO_THE_POINT_MS;
  for (let left = [...subjects]; left.length > 0 && Date.now() < deadline; await wait(POLL_MS)) {
    const isThere = async (subject: Subject) =>
      hasReached(subject) || (!points.getsTo(subject) && isAtRest(await desk.find(subject)));
    const there = await Promise.all(left.map(isThere));
    left = left.filter((_, at) => there[at] !== true);
  }
  for (const subject of subjects) if (hasReached(subject)) reached.note(subject, points.of(subject));
}

async function outcomeOf(desk: Desk, subject: Subject, reached: readonly string[]): Promise<Outcome> {
  const { branch, seller, document, customerKey, purchase, next, ...one } = subject;
  const [first, second] = await Promise.all([desk.find(subject), desk.findNext(subject)]);
  const status = first?.status ?? 'reserved';
  const statuses = [status, ...(second === null ? [] : [second.status])];
  const [charges, hasFired] = [desk.charges(subject), desk.hasFired(subject)];
  const reports = (await desk.crivo.stores.reports.ofCustomer(customerKey)).length;
  const due = [...(getsTo(one) ? [one.point] : []), ...(getsToSecond(one) ? [one.second] : [])];
  const wrong = [
    ...(mayBeCharged(statuses).includes(charges) ? [] : [`${statuses.join()} with ${charges} charges`]),
    ...(reports === statuses.filter(hasReport).length ? [] : [`${statuses.join()} with ${reports} reports`]),
    ...(second !== null && status !== 'refused' ? [`bought anew though it was ${status}`] : []),
    ...due.filter((point) => !reached.includes(point ?? '')).map((point) => `${NEVER_CAME} ${point ?? ''}`),
    ...([null, hasFired].includes(hasToFire(one)) ? [] : [hasFired ? 'the fault fired' : 'the fault did not fire']),
    ...(one.terms === 'charged' && status === 'reconciled' ? ['reconciled by itself where that costs'] : []),
  ];
  return { ...one, status, charges, wrong };
}

function hasReport(status: PurchaseStatus): boolean {
  return status === 'done' || status === 'reconciled';
}

function named(stops: Readonly<Record<string, string>>): string {
  return [...new Set(Object.values(stops))].join(', ');
}
