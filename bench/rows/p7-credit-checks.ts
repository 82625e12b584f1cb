/** Owns P7: how many credit checks a second our API answers beside the barest one that judges the same. */
import { join } from 'node:path';
import { buildPrograms, DIST } from '../../dev/build';
import { freePort } from '../../dev/servers/ports';
import { type Running, startServerProcess } from '../../dev/servers/server-process';
import { NODE_ARGS, NODE_ENVIRONMENT } from '../../dev/start/programs';
import { closedLoop, type Load } from '../load';
import { rounded } from '../measure';
import { cpuDuring } from '../process-usage';
import { compare, median } from '../rounds';
import type { Row } from '../row';
import { API_KEY, BODY, BRANCH } from '../stage/credit-check-case';
import { settle } from '../stage/orders';
import { postOf, rawHttp } from '../stage/raw-http';
import type { Stage } from '../stage/stage';

const CONNECTIONS = 32;
const ROUNDS = 5;
const CHECKS = 20_000;
const WARM_UP = 5_000;
const SIDES = { ours: 'bench/stage/stub-api.ts', reference: 'bench/references/bare-credit-checks.ts' } as const;
const BUNDLES = join(DIST, 'bench');
type Side = keyof typeof SIDES;

interface Server {
  readonly running: Running;
  readonly port: number;
}

/** What every request says. */
const REQUEST = postOf(`/v1/branches/${BRANCH}/credit-checks`, API_KEY, BODY);

export const creditChecks: Row = {
  id: 'P7',
  title: 'POST credit-checks over stores in memory / bare hono, zod and one json-rules-engine run; requests/s',
  run: async (stage, { quick, say }) => {
    const checks = quick ? CHECKS / 10 : CHECKS;
    await buildPrograms(SIDES, BUNDLES);
    const servers: Record<Side, Server> = {
      ours: await start(stage, 'ours'),
      reference: await start(stage, 'reference'),
    };
    try {
      const cpu: Record<Side, number[]> = { ours: [], reference: [] };
      const measured = async (side: Side): Promise<number> => {
        await settle();
        const pids = { server: servers[side].running.pid };
        const { result, cpuMs } = await cpuDuring(pids, () => ask(servers[side], checks));
        cpu[side].push(((cpuMs['server'] ?? 0) * 1_000) / checks);
        say(`P7 ${side}: ${(checks / result.seconds).toFixed(0)}/s`);
        return checks / result.seconds;
      };
      for (const server of Object.values(servers)) await ask(server, WARM_UP);
      const result = await compare(ROUNDS, { ours: () => measured('ours'), reference: () => measured('reference') });
      return [
        {
          id: 'P7',
          ours: rounded(result.ours),
          reference: rounded(result.reference),
          ratio: rounded(result.ratio),
          floor: 0.5,
          aim: 0.8,
          unit: 'requests/s',
          better: 'higher',
          notes: [
            `${ROUNDS} rounds of ${checks}, ${CONNECTIONS} connections; each server a process of its own, built and started alike`,
            `rounds: ${result.rounds.map((r) => `${r.ours.toFixed(0)} / ${r.reference.toFixed(0)}`).join(', ')}`,
            `CPU µs a request: ours ${median(cpu.ours).toFixed(0)}, reference ${median(cpu.reference).toFixed(0)}`,
            `bytes of an answer: ours ${await answerBytes(servers.ours)}, reference ${await answerBytes(servers.reference)}`,
          ],
        },
      ];
    } finally {
      for (const { running } of Object.values(servers)) await running.stop();
    }
  },
};

/** On connections of its own: a server closes those that have been idle for seconds. */
async function ask({ port }: Server, checks: number): Promise<Load> {
  const http = await rawHttp(port, REQUEST, CONNECTIONS);
  const free = Array.from({ length: CONNECTIONS }, (_, connection) => connection);
  try {
    return await closedLoop(checks, CONNECTIONS, async () => {
      const connection = free.pop();
      if (connection === undefined) throw new Error('there is no free connection');
      await http.ask(connection);
      free.push(connection);
    });
  } finally {
    http.close();
  }
}

async function answerBytes({ port }: Pick<Server, 'port'>): Promise<number> {
  const http = await rawHttp(port, REQUEST, 1);
  return (await http.ask(0).finally(() => http.close())).length;
}

async function start(stage: Stage, side: Side): Promise<Server> {
  const port = await freePort();
  const running = await startServerProcess({
    title: `the server of P7 (${side})`,
    command: process.execPath,
    args: [...NODE_ARGS, join(BUNDLES, `${side}.js`), String(port)],
    env: { ...NODE_ENVIRONMENT, ...process.env, NODE_ENV: 'production' },
    logFile: join(stage.folder, `p7-${side}.log`),
    probe: async () => void (await answerBytes({ port })),
    readyWithinMs: 60_000,
    stopWithinMs: 5_000,
  });
  return { running, port };
}
