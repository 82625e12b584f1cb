/** Owns what the health endpoints say: that the process lives, and which of its parts don't answer. */
import { startApi } from '../support/api';

test('readyz names each part and is 503 while one is down; healthz only says that the process lives', async () => {
  const parts = { mongodb: true, temporal: true };
  const api = await startApi({ name: 'health', deps: { parts: () => Promise.resolve(parts) } });
  const get = async (path: string) => {
    const { status, body } = await api.call('GET', path, undefined, { key: null });
    return { status, body };
  };
  try {
    const up = { mongodb: 'up', temporal: 'up' };
    expect(await get('readyz')).toEqual({ status: 200, body: { status: 'ready', parts: up } });
    parts.temporal = false;
    const down = { ...up, temporal: 'down' };
    expect(await get('readyz')).toEqual({ status: 503, body: { status: 'notReady', parts: down } });
    expect(await get('healthz')).toEqual({ status: 200, body: { status: 'alive' } });
  } finally {
    await api.stop();
  }
});
