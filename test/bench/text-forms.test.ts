/** Owns the guarantee that a search for a text finds it however an encoder has left it. */
import { formsOf } from '../../bench/stage/text-forms';

const TEXT = 'Mercearia "Ação"';
const found = (stored: string) => formsOf(TEXT).some((form) => stored.includes(form));

test.each([
  ['as it is', `x${TEXT}x`],
  ['in capitals', TEXT.toUpperCase()],
  ['in JSON', JSON.stringify({ name: TEXT })],
  ['in an address', `/customers?name=${encodeURIComponent(TEXT)}`],
  ['in hexadecimal', Buffer.from(`ab${TEXT}`).toString('hex')],
  ['in base64, first offset', Buffer.from(`abc${TEXT}d`).toString('base64')],
  ['in base64, second offset', Buffer.from(`a${TEXT}d`).toString('base64')],
  ['in base64, third offset', Buffer.from(`ab${TEXT}d`).toString('base64')],
])('%s', (_how, stored) => {
  expect(found(stored)).toBe(true);
});

test('and not where it is not', () => {
  expect(found('Mercearia Acao')).toBe(false);
});
