/** Owns the end of the server: answers under way are finished, and nobody who is connected holds the process for long. */

/** As much of a server as is ended. */
export interface StoppableServer {
  close(onClosed: () => void): unknown;
  closeAllConnections?(): void;
}

/** Longer than what waits for Temporal; less than what is usually given to a process before it is killed. */
const FINISHED_WITHIN_MS = 10_000;

/** Resolves when every connection is closed: by its end, or cut off after the time, as half a request has to be. */
export async function stopServer(server: StoppableServer): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const cut = setTimeout(() => server.closeAllConnections?.(), FINISHED_WITHIN_MS);
  await closed;
  clearTimeout(cut);
}
