/** Owns how a process logs: one JSON line per event on standard output, with the fields that may hold secrets removed. */
import { pino } from 'pino';
import type { Config } from './config';

/** The part of the logger that the rest of the code relies on: `log.info({ orderId }, 'what happened')`. */
export type Logger = pino.Logger;

/** Never in a log, wherever in a logged object they stand: at its top or one level down. */
const SECRET_FIELDS = ['authorization', 'cookie', 'password', 'secret', 'apiKey', 'token', 'document', 'cpf', 'cnpj'];

/**
 * A logger for one process. `name` tells API and worker apart. Redaction by field name is the last fence, not the
 * first: code that logs says which fields it logs, and never a request's or a document's body.
 */
export function createLogger(
  name: string,
  config: Pick<Config, 'LOG_LEVEL'>,
  destination?: pino.DestinationStream,
): Logger {
  const options: pino.LoggerOptions = {
    name,
    level: config.LOG_LEVEL,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '***' },
  };
  return destination ? pino(options, destination) : pino(options);
}
