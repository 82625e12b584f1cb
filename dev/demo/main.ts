/** Owns `npm run demo`: a short life of a distributor, sent to the running Crivo and watched. */
import { dateInZone } from '../../domain/calendar';
import { localFiles } from '../start/settings';
import { httpApi } from './api-client';
import { findRunning } from './find-running';
import { parseOptions, USAGE } from './options';
import { makePlan } from './plan';
import { DEMO_BRANCH, prepare } from './prepare';
import { streamOrders } from './stream';
import { summaryLines } from './summary';
import { createView } from './view';

const ORDERS_PER_SECOND = 2;
const RESTS_WITHIN_MS = 20_000;
const ZONE = 'America/Sao_Paulo';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return console.log(USAGE);
  const { orders, seed } = parseOptions(args);
  const demo = await findRunning(localFiles().demo);
  const api = httpApi(demo.baseUrl, demo.keys);
  const plan = makePlan({ seed, orders, today: dateInZone(new Date().toISOString(), ZONE) });
  console.log(
    `Seed ${seed}: ${plan.customers.length} customers and ${orders} orders at ${demo.baseUrl}, branch ${DEMO_BRANCH}`,
  );
  await prepare(api, plan);
  const view = createView(screen(), () => performance.now());
  const onChange = view.update;
  const options = { ordersPerSecond: ORDERS_PER_SECOND, restsWithinMs: RESTS_WITHIN_MS, onChange };
  const followed = await streamOrders(api, plan, options);
  view.end();
  const where = demo.temporalUi === null ? [] : [`seen as workflows at ${demo.temporalUi}`];
  console.log(
    ['', ...summaryLines(followed), ...where, `the same again: npm run demo -- --orders ${orders} --seed ${seed}`].join(
      '\n',
    ),
  );
  if (followed.some(({ status }) => status === 'failed')) process.exitCode = 1;
}

function screen() {
  const { stdout } = process;
  return { isTTY: stdout.isTTY, columns: stdout.columns ?? 120, write: (text: string) => void stdout.write(text) };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
