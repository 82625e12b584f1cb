/** Owns the official downloads of server programs, and that they fail within seconds where there is no internet. */
import { connect } from 'node:net';
import { join } from 'node:path';
import { runTool } from './run-tool';
import type { Say } from './say';

/** What is downloaded, and from whom. */
export type DownloadName = 'temporal' | 'temporal-test-server' | 'mongod';

const HOSTS: Record<DownloadName, string> = {
  temporal: 'temporal.download',
  'temporal-test-server': 'temporal.download',
  mongod: 'fastdl.mongodb.org',
};

const REACH_LIMIT_MS = 4_000;
const DOWNLOAD_LIMIT_MS = 5 * 60_000;

/**
 * Downloads a program to the path `to`, with the makers' own downloaders: the Temporal SDK's and
 * `mongodb-memory-server-core`'s. They run in a process of their own, since the first can't be cancelled. The host is
 * reached for first, so that a machine without internet loses 4 s at most, and the way through a proxy is left to them.
 */
export async function downloadOfficially(name: DownloadName, version: string, to: string, say: Say): Promise<void> {
  if (!process.env['HTTPS_PROXY'] && !process.env['https_proxy']) await reach(HOSTS[name]);
  await runTool(
    {
      command: process.execPath,
      args: ['--import', 'tsx', join(__dirname, 'official-download-main.ts'), name, version, to],
      cwd: join(__dirname, '..', '..'),
      doing: `downloading ${name} ${version}`,
      limitMs: DOWNLOAD_LIMIT_MS,
    },
    say,
  );
}

/** Resolves when a connection to the host's https port can be opened. */
function reach(host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: 443 });
    const end = (error?: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      if (error) reject(error);
      else resolve();
    };
    const timer = setTimeout(
      () => end(new Error(`${host} didn't answer within ${REACH_LIMIT_MS / 1000} s`)),
      REACH_LIMIT_MS,
    );
    socket.once('connect', () => end());
    socket.once('error', (error) => end(new Error(`${host} can't be reached (${error.message})`)));
  });
}
