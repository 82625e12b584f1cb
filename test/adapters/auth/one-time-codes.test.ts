/** Owns the guarantees of one-time codes: those of the standard, one step to either side, nothing else. */
import { Secret, URI } from 'otpauth';
import { oneTimeCodes } from '../../../adapters/auth/one-time-codes';

const codes = oneTimeCodes();
/** The secret of RFC 6238, appendix B. */
const RFC_SECRET = Secret.fromUTF8('12345678901234567890').base32;
const at = (seconds: number) => new Date(seconds * 1_000);

// The standard's have eight digits, of which ours are the last six.
test.each([
  [59, '94287082', 0x1],
  [1_111_111_109, '07081804', 0x23523ec],
  [1_111_111_111, '14050471', 0x23523ed],
  [1_234_567_890, '89005924', 0x273ef07],
  [2_000_000_000, '69279037', 0x3f940aa],
  [20_000_000_000, '65353130', 0x27bc86aa],
])('at %d s the code of RFC 6238 is right, and of its time step', (seconds, code, step) => {
  expect(codes.stepOf(RFC_SECRET, code.slice(-6), at(seconds))).toBe(step);
});

test('a code is right for one step before and after its own, and tells its own step each time', () => {
  const [, code, step] = [59, '287082', 1];
  expect([0, 30, 60, 89].map((seconds) => codes.stepOf(RFC_SECRET, code, at(seconds)))).toEqual([
    step,
    step,
    step,
    step,
  ]);
  expect([90, 119].map((seconds) => codes.stepOf(RFC_SECRET, code, at(seconds)))).toEqual([null, null]);
});

test.each(['', '287083', '28708', '2870822', '94287082', '-87082', '28708 ', '２８７０８２'])(
  '%j is no code',
  (code) => {
    expect(codes.stepOf(RFC_SECRET, code, at(59))).toBeNull();
  },
);

test('secrets have 160 bits and are never drawn twice; the key URI says what every app knows', () => {
  const secrets = Array.from({ length: 50 }, () => codes.newSecret());
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = codes.keyUri(RFC_SECRET, 'ana+1@example.com');
  expect(uri).toMatch(/^otpauth:\/\/totp\/Crivo:ana%2B1%40example\.com\?issuer=Crivo&secret=[A-Z2-7]{32}&/);
  expect(URI.parse(uri)).toMatchObject({ issuer: 'Crivo', label: 'ana+1@example.com', algorithm: 'SHA1', digits: 6 });
});
