/** Owns R8: no address a person can write leads a delivery to something that is not of the public internet. */
import { AddressRefused, createAddressGuard, NameNotFound } from '../../../adapters/outbound/address-guard';
import { webhookSender } from '../../../adapters/webhooks/sender';
import { startReceiver, type Receiver } from '../../support/receiver';

const PUBLIC = '93.184.215.14';
const NEW_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

/** Names as somebody's own name server may answer them. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'public.example': [PUBLIC, '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'münchen.example': [PUBLIC],
  'xn--mnchen-3ya.example': [PUBLIC],
  'loopback.example': ['127.0.0.1'],
  'loopback6.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'mixed.example': [PUBLIC, '127.0.0.1'],
  'mixed6.example': [PUBLIC, '::1'],
  'metadata.example': ['169.254.169.254'],
  'private.example': ['10.1.2.3'],
  'none.example': [],
  'many.example': Array.from({ length: 33 }, () => PUBLIC),
  localhost: ['127.0.0.1'],
};
const resolve = async (name: string) => {
  const addresses = NAMES[name];
  if (addresses === undefined) throw new Error('ENOTFOUND');
  return addresses.map((address) => ({ address }));
};
const guard = createAddressGuard({ allowLoopback: false, resolve });

let canary: Receiver;
let canary6: Receiver | null;
beforeAll(async () => {
  canary = await startReceiver();
  canary6 = await startReceiver({ host: '::1' }).catch(() => null);
});
afterAll(async () => {
  await canary.stop();
  await canary6?.stop();
});

/** Each leads, or might lead, to the canary; `PORT` is its port. */
const NASTY = [
  ...[
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '127.255.255.254',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '00000177.0x0.0.1',
    '127.0.0.1.',
    '１２７.0.0.1',
    '127。0。0。1',
    '①②⑦.⓪.⓪.①',
    '%31%32%37.0.0.1',
    '0.0.0.0',
    '0',
    '0.1.2.3',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'a.localhost',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'loopback.example',
    'loopback.example.',
    'loopback6.example',
    'mapped.example',
    'mixed.example',
    'mixed6.example',
    'metadata.example',
    'private.example',
    'none.example',
    'many.example',
    'unknown.example',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:7f00:0001]',
    '[::127.0.0.1]',
    '[::ffff:0:127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2002:7f00:1::1]',
    '[2001::1]',
    '[2001:db8::1]',
    '[fe80::1]',
    '[fec0::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[ff02::1]',
    '[100::1]',
    '[4000::1]',
    '[::ffff:93.184.215.14]',
    '169.254.169.254',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '192.0.0.8',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ].flatMap((host) => [`https://${host}:PORT/`, `http://${host}:PORT/`]),
  'https://user@127.0.0.1:PORT/',
  'https://user@public.example:PORT/',
  'https://user:secret@public.example/',
  'https://@public.example/',
  'https://:@public.example/',
  'https://public.example@127.0.0.1:PORT/',
  'https://127.0.0.1:PORT\\@public.example/',
  'https://public.example\\@127.0.0.1:PORT/',
  'https:\\\\127.0.0.1:PORT/',
  'https:/\\127.0.0.1:PORT/',
  'https:127.0.0.1:PORT/',
  'https:/127.0.0.1:PORT/',
  'https:///127.0.0.1:PORT/',
  '//127.0.0.1:PORT/',
  '127.0.0.1:PORT',
  'ht\ntps://127.0.0.1:PORT/',
  'https://127.0.0.1\t:PORT/',
  ' https://public.example/',
  'https://public.example/\u0000',
  'https://public.example/\ud800',
  'http://public.example/',
  'file:///etc/passwd',
  'file://127.0.0.1/etc/passwd',
  'ftp://127.0.0.1:PORT/',
  'gopher://127.0.0.1:PORT/_POST',
  'ws://127.0.0.1:PORT/',
  'data:text/plain,x',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
  'https://public.example:22/',
  'https://public.example:25/',
  'https://public.example:80/',
  'https://public.example:0/',
  'https://public.example:99999/',
  'https://public.example/#127.0.0.1',
  'https://',
  'https://[::1%25lo]:PORT/',
  'https://[::1/',
  'https://exa mple/',
  '',
] as const;

describe('R8: an address that must not be called is not', () => {
  const sender = webhookSender({ guard, timeoutMs: 2_000 });

  test.each(NASTY)('%j', async (written) => {
    const url = written.replaceAll('PORT', String(canary.port));
    await expect(guard.target(url)).rejects.toThrow();
    const at = new Date('2026-11-20T12:00:00Z');
    const result = await sender.send({ url, secrets: [NEW_SECRET], id: 'msg', at, body: '{}' });
    expect(result).toMatchObject({
      kind: 'unanswered',
      failure: expect.stringMatching(/^(addressRefused|nameNotFound)$/),
    });
  });

  test('and nothing has even opened a connection to the canary', async () => {
    expect(NASTY.length).toBeGreaterThan(150);
    expect([canary.connections(), canary6?.connections() ?? 0]).toEqual([0, 0]);
    const local = webhookSender({ guard: createAddressGuard({ allowLoopback: true }) });
    await local.send({ url: canary.url, secrets: [NEW_SECRET], id: 'msg', at: new Date(), body: '{}' });
    expect(canary.connections()).toBe(1);
  });
});

describe('the guard', () => {
  test.each([
    ['https://public.example/hooks?a=b', PUBLIC],
    ['https://public.example:443/', PUBLIC],
    ['https://public.example:8443/', PUBLIC],
    ['HTTPS://PUBLIC.example/', PUBLIC],
    ['https://münchen.example/', PUBLIC],
    ['https://93.184.215.14/', PUBLIC],
    ['https://[2606:4700:4700::1111]/', '2606:4700:4700::1111'],
  ])('lets %s through, to the address it has tested', async (url, address) => {
    expect(guard.problemOf(url)).toBeNull();
    expect((await guard.target(url)).address).toBe(address);
  });

  test('asks a name once: what it answers later changes nothing', async () => {
    let asked = 0;
    const rebinding = createAddressGuard({
      allowLoopback: false,
      resolve: async () => [{ address: (asked += 1) === 1 ? PUBLIC : '127.0.0.1' }],
    });
    expect((await rebinding.target('https://rebind.example/')).address).toBe(PUBLIC);
    expect(asked).toBe(1);
    await expect(rebinding.target('https://rebind.example/')).rejects.toThrow(AddressRefused);
  });

  test('tells a name that is not found from one that is refused', async () => {
    await expect(guard.target('https://unknown.example/')).rejects.toThrow(NameNotFound);
    await expect(guard.target('https://loopback.example/')).rejects.toThrow(AddressRefused);
  });

  test('by the development setting lets loopback through, by http too, and nothing else', async () => {
    const local = createAddressGuard({ allowLoopback: true, resolve });
    for (const url of ['http://127.0.0.1:4000/', 'http://localhost:80/', 'http://[::1]:4000/', 'https://127.0.0.1/']) {
      expect(local.problemOf(url)).toBeNull();
    }
    expect((await local.target('http://localhost:4000/')).address).toBe('127.0.0.1');
    for (const url of ['http://public.example/', 'https://10.0.0.1/', 'http://169.254.169.254/', 'http://0.0.0.0/']) {
      await expect(local.target(url)).rejects.toThrow(AddressRefused);
    }
  });

  test.each(NASTY.filter((url) => url.includes('127.0.0.1:PORT')))(
    'refuses %j when it is written, with a fix',
    (url) => {
      expect(guard.problemOf(url)).toMatchObject({ message: expect.any(String), fix: expect.any(String) });
    },
  );
});
