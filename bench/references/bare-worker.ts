/** Owns the reference worker, a process of its own: tuned as ours, but without payload codec, stores or health endpoint. */
import { NativeConnection, Worker } from '@temporalio/worker';
import { workerTuning } from '../../worker/options';

export const bareActivities = {
  nothing: async (): Promise<void> => undefined,
};

/** `bare-worker.ts ADDRESS TASK_QUEUE MAX_CACHED_WORKFLOWS` */
async function main([address, taskQueue, maxCachedWorkflows]: string[]): Promise<void> {
  if (!address || !taskQueue) throw new Error('say the address and the task queue');
  const worker = await Worker.create({
    ...workerTuning(Number(maxCachedWorkflows)),
    connection: await NativeConnection.connect({ address }),
    taskQueue,
    workflowsPath: require.resolve('./bare-workflows'),
    activities: bareActivities,
  });
  await worker.run();
  process.exit(0);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
