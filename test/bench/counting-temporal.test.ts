/** Owns the proof that the stand-in for Temporal counts calls, and calls only. */
import { Connection } from '@temporalio/client';
import { connect } from 'node:net';
import { once } from 'node:events';
import { countingTemporal, type CountingTemporal } from '../../bench/stage/counting-temporal';

let temporal: CountingTemporal;
beforeEach(async () => {
  temporal = await countingTemporal();
});
afterEach(() => temporal.close());

it('each call of a real client is counted and answered', async () => {
  const connection = await Connection.connect({ address: temporal.address });
  const before = temporal.calls();
  for (let call = 0; call < 3; call += 1) await connection.workflowService.getSystemInfo({});
  expect(temporal.calls() - before).toBe(3);
  await connection.close();
});

it('a connection alone is no call', async () => {
  const [host, port] = temporal.address.split(':');
  const socket = connect(Number(port), host);
  await once(socket, 'connect');
  socket.destroy();
  expect(temporal.calls()).toBe(0);
});
