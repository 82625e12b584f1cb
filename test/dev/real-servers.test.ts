/** Owns the proof that the servers of a test run are real: transactions, workflows, a clock that can be skipped. */
import { Client, Connection } from '@temporalio/client';
import { createConnection } from 'mongoose';
import { mongodbUri, temporalAddress, uniqueDatabase, uniqueTaskQueue } from '../support/servers';
import { startTimeSkipping } from '../support/time-skipping';

test('the database keeps a transaction as a whole or not at all', async () => {
  const connection = await createConnection(mongodbUri(), { dbName: uniqueDatabase('real-servers') }).asPromise();
  try {
    const one = connection.collection('one');
    const two = connection.collection('two');
    const kept = connection.transaction(async (session) => {
      await one.insertOne({ name: 'kept' }, { session });
      await two.insertOne({ name: 'kept' }, { session });
    });
    await kept;
    const undone = connection.transaction(async (session) => {
      await one.insertOne({ name: 'undone' }, { session });
      throw new Error('on purpose');
    });
    await expect(undone).rejects.toThrow('on purpose');
    expect(await one.distinct('name')).toEqual(['kept']);
    expect(await two.countDocuments()).toBe(1);
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
});

test('the Temporal server starts a workflow and knows it afterwards', async () => {
  const connection = await Connection.connect({ address: temporalAddress() });
  try {
    const client = new Client({ connection });
    const taskQueue = uniqueTaskQueue('real-servers');
    const handle = await client.workflow.start('nobodyRunsIt', { workflowId: taskQueue, taskQueue });
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await handle.terminate();
  } finally {
    await connection.close();
  }
});

test('thirty days pass at once on the time-skipping server', async () => {
  const environment = await startTimeSkipping();
  try {
    const before = await environment.currentTimeMs();
    await environment.sleep('30 days');
    expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(30 * 24 * 3_600_000);
  } finally {
    await environment.teardown();
  }
});
