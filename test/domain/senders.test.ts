/** Owns the guarantee that nobody who has sent something is forgotten: by name, or as somebody who might be anybody. */
import fc from 'fast-check';
import { isAmong, MOST_SENDERS, withSender } from '../../domain/senders';

test('whoever has sent it stays among its senders, each once, and the list has a bound', () => {
  const names = fc.array(
    fc.integer({ min: 0, max: 40 }).map((n) => `person-${n}`),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(names, (sent) => {
      const senders = sent.reduce<readonly string[]>(withSender, []);
      expect(sent.every((name) => isAmong(senders, name))).toBe(true);
      expect(new Set(senders).size).toBe(senders.length);
      expect(senders.length).toBeLessThanOrEqual(MOST_SENDERS + 1);
      const isFull = new Set(sent).size > MOST_SENDERS;
      expect(isAmong(senders, 'nobody of them')).toBe(isFull);
    }),
  );
});
