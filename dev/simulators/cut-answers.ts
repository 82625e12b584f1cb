/** Owns answers that are cut off or never end, on the bare socket: whatever a bureau answers in. */
import type { ServerResponse } from 'node:http';
import type { FaultSwitches, Named } from './fault-switches';

type Cut = 'resetAfter' | 'resetHeaders' | 'stall' | 'truncated';

/** A text with the headers that announce it. */
export interface AnnouncedText {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** What can only come instead of a part of the answer, so always after the work. True where it came. */
export function cutOff<Kind extends string>(
  faults: Pick<FaultSwitches<Cut, Kind>, 'happening'>,
  named: Named<Kind>,
  { bytes, headers }: AnnouncedText,
  response: ServerResponse,
): boolean {
  if (faults.happening('resetAfter', named)) return hangUp(response);
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  if (faults.happening('resetHeaders', named)) {
    response.writeHead(200, headers).flushHeaders();
    setImmediate(() => response.socket?.destroy());
    return true;
  }
  if (faults.happening('stall', named)) {
    response.writeHead(200, headers).write(half);
    return true;
  }
  if (!faults.happening('truncated', named)) return false;
  response.writeHead(200, headers);
  response.write(half, () => response.socket?.destroy());
  return true;
}

export function hangUp(response: ServerResponse): true {
  response.socket?.destroy();
  return true;
}

/** An answer without an end, in `chunk` after `chunk`; it ends at `mostBytes` if nobody hangs up. */
export function pour(
  response: ServerResponse,
  {
    begin,
    chunk,
    end,
    mostBytes,
  }: { readonly [text in 'begin' | 'end']: string } & { readonly chunk: Buffer; readonly mostBytes: number },
): true {
  response.write(begin);
  let written = 0;
  const more = (): void => {
    while (!response.destroyed && written < mostBytes) {
      written += chunk.length;
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end(end);
  };
  more();
  return true;
}
