/** Owns the guarantee that a log is one JSON line an event, and that fields which hold secrets are removed from it. */
import { createLogger, type Logger } from '../../platform/logger';

function logged(act: (log: Logger) => void, level: 'info' | 'warn' | 'silent' = 'info'): Record<string, unknown>[] {
  const lines: string[] = [];
  act(createLogger('api', { LOG_LEVEL: level }, { write: (line) => void lines.push(line) }));
  return lines.map((line) => {
    expect(line.indexOf('\n')).toBe(line.length - 1);
    return JSON.parse(line) as Record<string, unknown>;
  });
}

test('a line tells the process, the time in UTC, the level and the event', () => {
  const [line] = logged((log) => log.info({ requestId: 'req_1' }, 'what\nhappened'));
  expect(line).toMatchObject({ name: 'api', level: 30, requestId: 'req_1', msg: 'what\nhappened' });
  expect(line?.['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test.each(['authorization', 'cookie', 'password', 'secret', 'apiKey', 'token', 'document', 'cpf', 'cnpj'])(
  'the field %s is removed at the top and one level down',
  (field) => {
    const [line] = logged((log) =>
      log.info({ [field]: 'canary', request: { [field]: 'canary', path: '/v1' } }, 'event'),
    );
    expect(JSON.stringify(line)).not.toContain('canary');
    expect(line).toMatchObject({ [field]: '***', request: { path: '/v1' } });
  },
);

test('an error keeps its name, its message, its stack and its cause', () => {
  const error = new TypeError('outer', { cause: new Error('inner') });
  const [line] = logged((log) => log.error({ err: error }, 'failed'));
  expect(line?.['err']).toMatchObject({ type: 'TypeError', message: expect.stringContaining('outer') as string });
  expect(JSON.stringify(line)).toContain('inner');
});

test('only the level asked for and above is written', () => {
  const write = (log: Logger) => {
    log.info('info');
    log.warn('warn');
  };
  expect(logged(write, 'warn').map(({ msg }) => msg)).toEqual(['warn']);
  expect(logged(write, 'silent')).toEqual([]);
});
