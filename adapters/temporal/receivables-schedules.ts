/** Owns the nightly sync as Temporal starts it: each branch's Schedule, and the run a person asks for. */
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import { dateInZone } from '../../domain/calendar';
import { skippedHours, type DailyHour } from '../../domain/daily-hour';
import { CrivoError } from '../../domain/errors';
import type { receivablesSync } from '../../workflows';
import { toCallError } from './call-error';

/** Errors of every call: `Unavailable` when nothing answered within the deadline. */
export interface ReceivablesSchedules {
  /** A run every day at this hour from now on, whatever was planned before. */
  put(branch: string, daily: DailyHour): Promise<void>;
  /** No more runs by themselves; what is under way ends as it would. Removing what isn't there changes nothing. */
  remove(branch: string): Promise<void>;
  /** Starts a run, or joins the one under way; answers its id. Errors: `SyncUnderWay`. */
  run(branch: string, wish: RunWish): Promise<string>;
}

/** What a person asks of a run. */
export interface RunWish {
  /** Pictures that say nothing new are sent too. A run that is under way doesn't know of it, and so is not joined. */
  readonly everything: boolean;
  /** A run that has noted its end, and may be a moment from being closed: it is waited for instead of joined. */
  readonly over: string | null;
}

export interface ReceivablesScheduleOptions {
  readonly taskQueue: string;
  readonly deadlineMs: number;
  readonly now: () => Date;
}

/**
 * A night that was missed while Temporal was away is made up for, one of them, since a run covers all nights before it.
 * Above the longest day there is, below two.
 */
const CATCH_UP = '26 h';
/** A process lives less long than that, and looks ahead anew when it starts. */
const LOOK_AHEAD_DAYS = 800;

export function receivablesSchedules(client: Client, options: ReceivablesScheduleOptions): ReceivablesSchedules {
  const { taskQueue, deadlineMs, now } = options;
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await client.withDeadline(Date.now() + deadlineMs, work);
    } catch (thrown) {
      if (EXPECTED.some((kind) => thrown instanceof kind)) throw thrown;
      throw toCallError(thrown);
    }
  };
  const closed = async (branch: string, run: string): Promise<void> => {
    try {
      await call(() => client.workflow.getHandle(syncId(branch), temporalRunOf(run)).result());
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError || error instanceof WorkflowFailedError)) throw error;
    }
  };
  return {
    put: async (branch, daily) => {
      const wanted = scheduleOf(branch, daily, { taskQueue, today: dateInZone(now().toISOString(), daily.zone) });
      try {
        await call(() => client.schedule.create(wanted));
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        const { spec, action, policies } = wanted;
        const handle = client.schedule.getHandle(wanted.scheduleId);
        await call(() => handle.update((before) => ({ ...before, spec, action, ...(policies && { policies }) })));
      }
    },
    remove: async (branch) => {
      try {
        await call(() => client.schedule.getHandle(scheduleId(branch)).delete());
      } catch (error) {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      }
    },
    run: async (branch, { everything, over }) => {
      if (over !== null) await closed(branch, over);
      const { USE_EXISTING, FAIL } = WorkflowIdConflictPolicy;
      try {
        const handle = await call(() =>
          client.workflow.start<typeof receivablesSync>('receivablesSync', {
            workflowId: syncId(branch),
            taskQueue,
            args: [{ branch, by: 'person', ...(everything && { everything }) }],
            workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
            workflowIdConflictPolicy: everything ? FAIL : USE_EXISTING,
          }),
        );
        return `syn_${handle.firstExecutionRunId.replaceAll('-', '')}`;
      } catch (error) {
        throw error instanceof WorkflowExecutionAlreadyStartedError ? new CrivoError('SyncUnderWay') : error;
      }
    },
  };
}

/** What callers here tell apart by themselves. */
const EXPECTED = [
  ScheduleNotFoundError,
  ScheduleAlreadyRunning,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
];

function syncId(branch: string): string {
  return `receivables-sync/${branch}`;
}

/** Temporal's own id of a run, of ours. */
function temporalRunOf(run: string): string {
  return run.replace(/^syn_(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function scheduleId(branch: string): string {
  return `receivables/${branch}`;
}

/**
 * What Temporal is told of a branch's nights. An hour that clocks skip is none to Temporal: on such days the run comes as
 * soon after as it can. `today`: the day from which on such days are looked for.
 */
export function scheduleOf(
  branch: string,
  daily: DailyHour,
  { taskQueue, today }: { readonly taskQueue: string; readonly today: string },
) {
  const [hour = 0, minute = 0] = daily.hour.split(':').map(Number);
  const instead = skippedHours(today, LOOK_AHEAD_DAYS, daily).map(({ month, day, ...rest }) => ({
    ...rest,
    month: MONTHS[month - 1] ?? 'JANUARY',
    dayOfMonth: day,
  }));
  return {
    scheduleId: scheduleId(branch),
    spec: { calendars: [{ hour, minute }, ...instead], timezone: daily.zone },
    action: {
      type: 'startWorkflow',
      workflowType: 'receivablesNight',
      workflowId: `receivables-night/${branch}`,
      args: [{ branch }],
      taskQueue,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: CATCH_UP },
  } satisfies ScheduleOptions;
}

const MONTHS = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const;
