/** Owns the reference of P8 and P9: `executeUpdateWithStart` on a bare worker, straight from a client. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { startServerProcess } from '../../dev/servers/server-process';
import { NODE_ARGS, NODE_ENVIRONMENT } from '../../dev/start/programs';
import { loadConfig } from '../../platform/config';
import type { Stage } from '../stage/stage';
import type * as workflows from './bare-workflows';

export interface BareTemporal {
  /** One workflow with its one update, from start to result. */
  order(type: keyof typeof workflows, id: string): Promise<void>;
  readonly pid: number | null;
  stop(): Promise<void>;
}

const TSX = pathToFileURL(require.resolve('tsx')).href;

/** Starts the reference worker on the stage's Temporal server, under the same flags and with the same cache as ours. */
export async function startBareTemporal(stage: Stage): Promise<BareTemporal> {
  const { address } = (await stage.servers()).temporal;
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const taskQueue = `bare-${randomBytes(4).toString('hex')}`;
  const order: BareTemporal['order'] = (type, id) =>
    client.workflow.executeUpdateWithStart<(typeof workflows)[keyof typeof workflows], void, []>('decide', {
      startWorkflowOperation: new WithStartWorkflowOperation(type, {
        workflowId: `${taskQueue}/${id}`,
        taskQueue,
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  const { WORKER_MAX_CACHED_WORKFLOWS: cached } = loadConfig({
    ...process.env,
    MONGODB_URI: 'mongodb://unused',
    TEMPORAL_ADDRESS: address,
    CRIVO_KEYS: `unused:${Buffer.alloc(32).toString('base64')}`,
  });
  const worker = await startServerProcess({
    title: 'the reference worker',
    command: process.execPath,
    args: [...NODE_ARGS, '--import', TSX, join(__dirname, 'bare-worker.ts'), address, taskQueue, String(cached)],
    env: { ...NODE_ENVIRONMENT, ...process.env },
    logFile: join(stage.folder, 'bare-worker.log'),
    probe: () => client.withDeadline(Date.now() + 5_000, () => order('bareOrder', 'probe')),
    readyWithinMs: 60_000,
    stopWithinMs: 25_000,
  });
  return {
    order,
    pid: worker.pid,
    stop: async () => {
      await worker.stop();
      await connection.close();
    },
  };
}
