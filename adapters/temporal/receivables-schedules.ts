/** Owns the nightly sync as Temporal starts it: each branch's Schedule, and the run a person asks for. */
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import { dateInZone } from '../../domain/calendar';
import { skippedHours, type DailyHour } from '../../domain/daily-hour';
import type { receivablesSync } from '../../workflows';
import { toCallError } from './call-error';

/** Errors of every call: `Unavailable` when nothing answered within the deadline. */
export interface ReceivablesSchedules {
  /** A run every day at this hour from now on, whatever was planned before. */
  put(branch: string, daily: DailyHour): Promise<void>;
  /** No more runs by themselves; what is under way ends as it would. Removing what isn't there changes nothing. */
  remove(branch: string): Promise<void>;
  /** Starts a run, or joins the one under way; answers its id. */
  run(branch: string): Promise<string>;
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
      if (thrown instanceof ScheduleNotFoundError || thrown instanceof ScheduleAlreadyRunning) throw thrown;
      throw toCallError(thrown);
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
    run: async (branch) => {
      const handle = await call(() =>
        client.workflow.start<typeof receivablesSync>('receivablesSync', {
          workflowId: `receivables-sync/${branch}`,
          taskQueue,
          args: [{ branch, by: 'person' }],
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        }),
      );
      return `syn_${handle.firstExecutionRunId.replaceAll('-', '')}`;
    },
  };
}

/** The id of a branch's Schedule. */
export function scheduleId(branch: string): string {
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
