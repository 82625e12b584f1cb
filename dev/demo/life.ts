/** Owns the hour itself: each event sent at its minute, and a look at every open order at its end. */
import { setTimeout as wait } from 'node:timers/promises';
import { OrderStatus } from '../../domain/order';
import type { CallApi } from './api-client';
import { happening, type Happening } from './happening';
import type { Plan } from './plan';
import { newRecord, type LifeRecord } from './record';

export interface LifeOptions {
  /** How long the hour lasts. */
  readonly seconds: number;
  /** How long what is under way may still take then. */
  readonly graceMs: number;
  /** After everything that happened. */
  readonly onChange: (record: LifeRecord) => void;
}

const LOOK_AGAIN_MS = 250;
/** From one thing done with an order to the next. */
const PAUSE_MINUTES = 2;

/** Open loop: a slow answer doesn't keep the next event from being sent. A failure is recorded and ends its event only. */
export async function live(api: CallApi, plan: Plan, options: LifeOptions): Promise<LifeRecord> {
  const { record, learn } = newRecord(plan);
  const started = performance.now();
  const minuteMs = (options.seconds * 1_000) / 60;
  const endsAt = started + options.seconds * 1_000;
  const until = endsAt + options.graceMs;
  const tell = (): void => {
    record.minute = Math.min(60, (performance.now() - started) / minuteMs);
    options.onChange(record);
  };
  const pause = async (): Promise<boolean> => {
    await wait(PAUSE_MINUTES * minuteMs);
    tell();
    return performance.now() < endsAt;
  };
  const hour = happening({ api, record, learn, today: plan.today, pause, until });
  const followed = plan.events.map(async (event) => {
    await wait(Math.max(0, started + event.minute * minuteMs - performance.now()));
    try {
      await hour.happen(event);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      record.counts.failures.push(said);
      if (event.kind === 'order') learn(event.body.id, { status: 'failed', reasons: [said] });
    }
    tell();
  });
  await Promise.all(followed);
  await lookAtAll(record, hour, until);
  tell();
  return record;
}

/** Where every open order stands in the end; those that go on by themselves get the rest of the time for it. */
async function lookAtAll(record: LifeRecord, { journeys }: Happening, until: number): Promise<void> {
  for (const { order, status } of record.orders.values()) {
    if (status === OrderStatus.waiting || status === OrderStatus.held) await journeys.get(order)?.look();
  }
  for (const [order, own] of journeys) {
    while (own.isAutomatic && record.orders.get(order)?.status === OrderStatus.waiting && performance.now() < until) {
      await wait(LOOK_AGAIN_MS);
      await own.look();
    }
  }
}
