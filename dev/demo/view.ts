/** Owns how the running demo looks: one table redrawn in place on a terminal, plain lines anywhere else. */
import { OrderStatus } from '../../domain/order';
import type { LifeRecord } from './record';
import { figureLines } from './summary';

export interface View {
  readonly update: (record: LifeRecord) => void;
  /** Takes the last picture away; the account at the end shows the same. */
  readonly end: () => void;
}

export interface Screen {
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string): void;
}

const REDRAW_EVERY_MS = 200;
/** Of the simulated hour. */
const LINE_EVERY_MINUTES = 5;

/** A terminal that can be redrawn gets the table; a pipe or a log gets a line every five simulated minutes. */
export function createView(screen: Screen, fromMinute: number, now: () => number): View {
  return screen.isTTY ? liveTable(screen, fromMinute, now) : plainLines(screen, fromMinute);
}

/** `10:37` */
export function clockOf(fromMinute: number, minute: number): string {
  const total = fromMinute + Math.floor(minute);
  return [Math.floor(total / 60) % 24, total % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function plainLines(screen: Screen, fromMinute: number): View {
  let next = LINE_EVERY_MINUTES;
  return {
    update: ({ minute, orders, counts }) => {
      if (minute < next) return;
      next = (Math.floor(minute / LINE_EVERY_MINUTES) + 1) * LINE_EVERY_MINUTES;
      const all = [...orders.values()];
      const count = (state: string): number => all.filter(({ status }) => status === state).length;
      const arrived = all.length - count('coming');
      const parts = [
        `${arrived} pedidos`,
        `${count(OrderStatus.waiting)} em andamento`,
        `${count(OrderStatus.held)} bloqueados`,
        `${count(OrderStatus.done)} concluídos`,
        `${all.filter(({ freed }) => freed).length} liberados por pagamento`,
        `${counts.salesAllowed + counts.salesRefused} vendas`,
      ];
      screen.write(`${clockOf(fromMinute, minute)}  ${parts.join(', ')}\n`);
    },
    end: () => undefined,
  };
}

function liveTable(screen: Screen, fromMinute: number, now: () => number): View {
  let drawn = 0;
  let drawnAt = -Infinity;
  const back = (): string => (drawn === 0 ? '' : `\x1b[${drawn}A\x1b[0J`);
  return {
    update: (record) => {
      if (now() - drawnAt < REDRAW_EVERY_MS) return;
      const picture = [`hora simulada ${clockOf(fromMinute, record.minute)}`, '', ...figureLines(record)];
      const lines = picture.map((line) => line.slice(0, Math.max(20, screen.columns - 1)));
      screen.write(`${back()}${lines.join('\n')}\n`);
      drawn = lines.length;
      drawnAt = now();
    },
    end: () => {
      screen.write(back());
      drawn = 0;
    },
  };
}
