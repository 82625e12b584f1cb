/** Owns how the running demo looks: one table redrawn in place on a terminal, plain lines anywhere else. */
import { formatBRL } from '../../domain/money';
import { OrderStatus } from '../../domain/order';
import { table } from '../terminal/table';
import type { Followed } from './stream';

export interface View {
  readonly update: (followed: readonly Followed[], changed: Followed) => void;
  /** Leaves the last picture standing. */
  readonly end: () => void;
}

export interface Screen {
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string): void;
}

const SHOWN_ORDERS = 12;
const REDRAW_EVERY_MS = 100;

/** A terminal that can be redrawn gets the table; a pipe or a log gets a line for each order that came to rest. */
export function createView(screen: Screen, now: () => number): View {
  return screen.isTTY ? liveTable(screen, now) : plainLines(screen);
}

function plainLines(screen: Screen): View {
  return {
    update: (followed, changed) => {
      if (!isAtRest(changed)) return;
      const rested = followed.filter(isAtRest).length;
      screen.write(`${rested}/${followed.length}  ${cellsOf(changed).join('  ').trimEnd()}\n`);
    },
    end: () => undefined,
  };
}

function liveTable(screen: Screen, now: () => number): View {
  let drawn = 0;
  let drawnAt = -Infinity;
  let latest: readonly Followed[] = [];
  const draw = (): void => {
    const lines = pictureOf(latest).map((line) => line.slice(0, Math.max(20, screen.columns - 1)));
    const back = drawn === 0 ? '' : `\x1b[${drawn}A\x1b[0J`;
    screen.write(`${back}${lines.join('\n')}\n`);
    drawn = lines.length;
    drawnAt = now();
  };
  return {
    update: (followed) => {
      latest = followed;
      if (now() - drawnAt >= REDRAW_EVERY_MS) draw();
    },
    end: () => {
      if (latest.length > 0) draw();
    },
  };
}

/** Counts on top, the orders sent last below. */
function pictureOf(followed: readonly Followed[]): string[] {
  const sent = followed.filter(({ status }) => status !== 'sending');
  const counts = [OrderStatus.waiting, OrderStatus.held, OrderStatus.done, 'failed'].map(
    (status) => `${status} ${sent.filter((one) => one.status === status).length}`,
  );
  const rows = sent.slice(-SHOWN_ORDERS).map((one) => [...cellsOf(one)]);
  const header = ['order', 'customer', 'total', 'status', 'why', 'answer'];
  return [`${sent.length} of ${followed.length} orders: ${counts.join(', ')}`, '', ...table(header, rows)];
}

function isAtRest({ status }: Followed): boolean {
  return status !== 'sending' && status !== OrderStatus.waiting;
}

function cellsOf(one: Followed): readonly string[] {
  const place = one.status === OrderStatus.done || one.stage === null ? '' : ` ${one.stage}`;
  const status = `${one.status}${place}${one.paid ? ' (paid)' : ''}`;
  const answered = one.answeredMs === null ? '' : `${Math.round(one.answeredMs)} ms`;
  return [one.order, one.customer, formatBRL(one.totalCents), status, one.reasons.join(', '), answered];
}
