/** Owns the telling of the driver's commands to who counts or measures them. */
import type { Connection } from 'mongoose';

/** Told of commands as the driver sends them; `request` joins an end to its start. */
export interface CommandWatcher {
  started(request: number, command: string, collection: string | undefined): void;
  ended(request: number, succeeded: boolean): void;
}

/** From now on, all commands of a connection. */
export function watch(connection: Connection, commands: CommandWatcher): void {
  const client = connection.getClient();
  client.on('commandStarted', ({ requestId, commandName, command }) => {
    const target: unknown = (command as Record<string, unknown>)[commandName];
    commands.started(requestId, commandName, typeof target === 'string' ? target : undefined);
  });
  client.on('commandSucceeded', ({ requestId }) => commands.ended(requestId, true));
  client.on('commandFailed', ({ requestId }) => commands.ended(requestId, false));
}
