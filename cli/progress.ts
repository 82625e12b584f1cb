/** Owns the progress bar: on a terminal only, so that a log has no rubbish in it. */
import { SingleBar } from 'cli-progress';
import type { ImportCounts } from './import-receivables';

export interface Progress {
  update(counts: Readonly<ImportCounts>, bytes: number): void;
  end(): void;
}

/** Drawn by the bytes of the file, which are known before its lines are. */
export function createProgress(stream: NodeJS.WriteStream, totalBytes: number): Progress {
  const bar = new SingleBar({
    stream,
    format:
      '{bar} {percentage}% | {rows} rows | {stored} stored | {repeated} known | {rejected} rejected | {duration_formatted}',
    hideCursor: true,
    gracefulExit: false,
    fps: 5,
  });
  if (stream.isTTY) bar.start(Math.max(1, totalBytes), 0, { rows: 0, stored: 0, repeated: 0, rejected: 0 });
  return {
    update: (counts, bytes) => {
      if (stream.isTTY) bar.update(bytes, { ...counts });
    },
    end: () => {
      if (stream.isTTY) bar.stop();
    },
  };
}

/** Draws a share from 0 to 1 while `work` tells it. */
export async function withShareBar<T>(
  stream: NodeJS.WriteStream,
  work: (tell: (share: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({
    stream,
    format: '{bar} {percentage}% | {duration_formatted}',
    gracefulExit: false,
    fps: 5,
  });
  if (stream.isTTY) bar.start(1, 0);
  try {
    return await work((share) => {
      if (stream.isTTY) bar.update(share);
    });
  } finally {
    if (stream.isTTY) bar.stop();
  }
}
