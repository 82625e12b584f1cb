/** Owns an HTTP client that costs next to nothing, so that what is measured is the server: fixed bytes, one answer each. */
import { connect, type Socket } from 'node:net';

export interface RawHttp {
  /** Sends the request on a connection; resolves with its whole answer, headers included. @throws unless it is 200 */
  ask(connection: number): Promise<string>;
  close(): void;
}

const ANSWERED_WITHIN_MS = 30_000;

/** `request` is sent as it stands. Connections are kept; one is asked again when it has answered. */
export async function rawHttp(port: number, request: string, connections: number): Promise<RawHttp> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const bytes = Buffer.from(request);
  return {
    ask: async (connection) => {
      const socket = sockets[connection];
      if (socket === undefined || socket.destroyed) throw new Error(`there is no connection ${connection}`);
      const answered = answerOf(socket);
      socket.write(bytes);
      const answer = await answered;
      if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`answered ${answer.slice(0, 1_000)}`);
      return answer;
    },
    close: () => sockets.forEach((socket) => socket.destroy()),
  };
}

/** A POST of JSON, as it goes over the wire. */
export function postOf(path: string, apiKey: string, body: string): string {
  const headers = [`Host: 127.0.0.1`, `Authorization: Bearer ${apiKey}`, 'Content-Type: application/json'];
  return `POST ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.on('error', reject);
    socket.setTimeout(ANSWERED_WITHIN_MS, () => socket.destroy(new Error(`no answer in ${ANSWERED_WITHIN_MS} ms`)));
  });
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const settle = (result: () => void) => {
      socket.off('data', onData).off('error', onError).off('close', onClose);
      result();
    };
    const onData = (part: Buffer) => {
      text += part.toString('latin1');
      if (isWhole(text)) settle(() => resolve(text));
    };
    const onError = (error: Error) => settle(() => reject(error));
    const onClose = () => settle(() => reject(new Error('the server closed the connection')));
    socket.on('data', onData).on('error', onError).on('close', onClose);
  });
}

/** By its length, or by the last of its chunks. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(text.slice(0, end))?.[1];
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= end + 4 + Number(length);
}
