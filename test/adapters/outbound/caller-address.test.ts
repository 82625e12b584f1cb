/** Owns the guarantee that nobody chooses the address their attempts are counted by. */
import { callerAddress } from '../../../adapters/outbound/caller-address';

test.each([
  ['198.51.100.7', undefined, 0, '198.51.100.7'],
  // Nobody in front: what the caller writes counts for nothing.
  ['198.51.100.7', '203.0.113.9', 0, '198.51.100.7'],
  // One proxy: the last entry is its own note, whatever stands before.
  ['10.0.0.1', '203.0.113.9', 1, '203.0.113.9'],
  ['10.0.0.1', '1.1.1.1, 203.0.113.9', 1, '203.0.113.9'],
  ['10.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
  // It noted less than it should have: the connection is known at least.
  ['10.0.0.1', undefined, 1, 'unknown'],
  ['10.0.0.1', '203.0.113.9', 2, '10.0.0.1'],
  ['::ffff:198.51.100.7', undefined, 0, '198.51.100.7'],
  [undefined, undefined, 0, 'unknown'],
  ['10.0.0.1', 'x'.repeat(10_000), 1, 'unknown'],
])('%s with %s behind %i proxies is %s', (connected, forwarded, proxies, expected) => {
  expect(callerAddress(connected, forwarded, proxies)).toBe(expected);
});

test('all addresses of one IPv6 network are one', () => {
  const [one, other] = ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'];
  expect(callerAddress(one, undefined, 0)).toBe(callerAddress(other, undefined, 0));
  expect(callerAddress(one, undefined, 0)).not.toBe(callerAddress('2001:db8:1:3::1', undefined, 0));
});
