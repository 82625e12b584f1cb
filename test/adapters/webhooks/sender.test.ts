/** Owns the proof of one delivery over real https: signatures, certificates, redirects, bounds of time and bytes. */
import { Webhook } from 'standardwebhooks';
import type { ServerResponse } from 'node:http';
import { createAddressGuard } from '../../../adapters/outbound/address-guard';
import { webhookSender, type SendResult } from '../../../adapters/webhooks/sender';
import { aCertificate, anAuthority, type Authority } from '../../support/certificates';
import { startReceiver, type Receiver } from '../../support/receiver';

const NAME = 'erp.example';
const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`;

/** Every name of this suite is this machine; the guard has been told to allow it. */
const guard = createAddressGuard({ allowLoopback: true, resolve: async () => [{ address: '127.0.0.1' }] });

let authority: Authority;
let receiver: Receiver;
let canary: Receiver;
beforeAll(async () => {
  authority = await anAuthority();
  const tls = await aCertificate(authority, NAME);
  [receiver, canary] = await Promise.all([startReceiver({ tls }), startReceiver()]);
});
afterAll(() => Promise.all([receiver.stop(), canary.stop()]));

const send = (given: { host?: string; secrets?: string[]; timeoutMs?: number; port?: number; ca?: string } = {}) => {
  const { host = NAME, secrets = [secretOf(1)], timeoutMs = 5_000, port = receiver.port, ca = authority.cert } = given;
  return webhookSender({ guard, timeoutMs, ca }).send({
    url: `https://${host}:${port}/hooks?tenant=1`,
    secrets,
    id: 'dec_1',
    at: new Date(),
    body: JSON.stringify({ type: 'order.held', note: 'ação' }),
  });
};
const answering = (how: (response: ServerResponse) => void) => receiver.answer(how);
const answered = (status: number, retryAfter: string | null = null): SendResult => {
  return { kind: 'answered', status, retryAfter };
};

test('a delivery arrives signed by every live secret, under the name it was sent to', async () => {
  answering((response) => response.writeHead(204).end());
  expect(await send({ secrets: [secretOf(1), secretOf(2)] })).toEqual(answered(204));
  const { headers, body, path } = receiver.received.at(-1) ?? { headers: {}, body: '', path: '' };
  expect([headers.host, path]).toEqual([`${NAME}:${receiver.port}`, '/hooks?tenant=1']);
  for (const secret of [secretOf(1), secretOf(2)]) {
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({ note: 'ação' });
  }
  expect(() => new Webhook(secretOf(3)).verify(body, headers as Record<string, string>)).toThrow();
  expect(() => new Webhook(secretOf(1)).verify(`${body} `, headers as Record<string, string>)).toThrow();
});

test.each([301, 302, 303, 307, 308])(
  'a redirect (%d) to the canary is an answer, and is never followed',
  async (status) => {
    answering((response) => response.writeHead(status, { location: canary.url }).end());
    expect(await send()).toEqual(answered(status));
    expect(canary.connections()).toBe(0);
  },
);

test.each([410, 404, 500, 503])('status %d is an answer', async (status) => {
  answering((response) => response.writeHead(status, { 'retry-after': '7' }).end());
  expect(await send()).toEqual(answered(status, '7'));
});

describe('a certificate', () => {
  test('for another name fails, and nothing is sent', async () => {
    const before = receiver.received.length;
    expect(await send({ host: 'other.example' })).toEqual({ kind: 'unanswered', failure: 'certificate' });
    expect(receiver.received).toHaveLength(before);
  });

  test('for a name fails for the bare address', async () => {
    expect(await send({ host: '127.0.0.1' })).toEqual({ kind: 'unanswered', failure: 'certificate' });
  });

  test('that has expired, or that an unknown authority has signed, fails', async () => {
    const stranger = await anAuthority();
    const wrong = [
      await aCertificate(authority, NAME, new Date('2026-01-02T00:00:00Z')),
      await aCertificate(stranger, NAME),
    ];
    for (const tls of wrong) {
      const other = await startReceiver({ tls });
      expect(await send({ port: other.port })).toEqual({ kind: 'unanswered', failure: 'certificate' });
      expect(other.received).toHaveLength(0);
      await other.stop();
    }
  });
});

describe('an answer', () => {
  test('without end is cut after some kilobytes, and its status stands', async () => {
    let written = 0;
    let wasCut = false;
    const chunk = Buffer.alloc(64 * 1024);
    answering((response) => {
      response.writeHead(200);
      response.on('close', () => (wasCut = true));
      const pour = (): void => {
        while (!response.destroyed && written < 10 * 1024 ** 3) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
      };
      pour();
    });
    expect(await send()).toEqual(answered(200));
    expect(written).toBeLessThan(64 * 1024 ** 2);
    answering((response) => response.writeHead(204).end());
    await send();
    expect(wasCut).toBe(true);
  });

  test('that never comes is a timeout, within the bound', async () => {
    answering(() => undefined);
    const started = Date.now();
    expect(await send({ timeoutMs: 300 })).toEqual({ kind: 'unanswered', failure: 'timeout' });
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  test('that begins and never ends counts by its status, within the bound', async () => {
    answering((response) => void response.writeHead(200).write('slow'));
    expect(await send({ timeoutMs: 500 })).toEqual(answered(200));
  });

  test('that breaks off before its status is a failed connection', async () => {
    answering((response) => response.socket?.destroy());
    expect(await send()).toEqual({ kind: 'unanswered', failure: 'connection' });
  });
});

test('an endpoint that is down is a failed connection', async () => {
  const gone = await startReceiver();
  await gone.stop();
  expect(await send({ port: gone.port })).toEqual({ kind: 'unanswered', failure: 'connection' });
});

test('a name service that hangs is a timeout', async () => {
  const hanging = createAddressGuard({ allowLoopback: false, resolve: () => new Promise(() => undefined) });
  const message = { url: 'https://slow.example/', secrets: [secretOf(1)], id: 'dec_1', at: new Date(), body: '{}' };
  expect(await webhookSender({ guard: hanging, timeoutMs: 200 }).send(message)).toEqual({
    kind: 'unanswered',
    failure: 'timeout',
  });
});
