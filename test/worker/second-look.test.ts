/** Owns the guarantee that news of a group finds the order that was being judged when it came. */
import { startSecondLook } from '../../worker/second-look';
import { until } from '../support/until';

const silent = { warn: () => undefined } as never;

test('a group without open orders is looked at once more, and told if it has one by then', async () => {
  const asked: string[][] = [];
  const toldTo: string[] = [];
  const look = startSecondLook({
    openGroups: (groups) => {
      asked.push([...groups]);
      return Promise.resolve(groups.filter((group) => group === 'slow'));
    },
    tell: (group) => Promise.resolve(void toldTo.push(group)),
    log: silent,
    afterMs: 10,
  });
  look.note([]);
  look.note(['slow', 'quiet']);
  await until(() => Promise.resolve(toldTo.length === 1), 'the slow group to be told');
  await look.stop();
  expect([asked, toldTo]).toEqual([[['slow', 'quiet']], ['slow']]);
});

test('a look that fails is told in the log, and the next ones go on', async () => {
  const warnings: unknown[] = [];
  const toldTo: string[] = [];
  const look = startSecondLook({
    openGroups: (groups) => (groups[0] === 'first' ? Promise.reject(new Error('away')) : Promise.resolve(groups)),
    tell: (group) => Promise.resolve(void toldTo.push(group)),
    log: { warn: (...what: unknown[]) => void warnings.push(what) } as never,
    afterMs: 10,
  });
  look.note(['first']);
  look.note(['second']);
  await until(() => Promise.resolve(toldTo.length === 1), 'the second group to be told');
  await look.stop();
  expect([warnings.length, toldTo]).toEqual([1, ['second']]);
});
