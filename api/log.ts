import { pino } from 'pino';
import type { Logger } from 'pino';

/** The process's log: JSON lines, without what nobody may read there. */
export const createLog = (level = 'info'): Logger =>
  pino({
    level,
    base: { process: 'api', pid: process.pid },
    redact: {
      paths: [
        'password',
        '*.password',
        '*.passwordHash',
        'token',
        '*.token',
        '*.tokenHash',
        'cookie',
        '*.cookie',
        'csrfToken',
        '*.csrfToken',
        'err.params',
        'err.parameters',
        'err.args',
        'err.cause.parameters',
        'err.cause.args',
        'err.query.params',
        '*.phone',
        '*.mobile',
        '*.bankAccount',
      ],
      remove: true,
    },
    serializers: { err: errorOf },
  });

/** An error without the values of the query it came from: they may be anyone's. */
function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: 'not an error' };
  const message = error.message.split('\n')[0]?.slice(0, 300); // what follows are parameters, anyone's
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? { code: error.code } : {};
  const stack = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
  return {
    type: error.name,
    message,
    ...code,
    stack,
    ...(error.cause instanceof Error && { cause: errorOf(error.cause) }),
  };
}
