import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { errorFacts } from '../error-facts.ts';

/** The process's log: JSON lines, without what nobody may read there. */
export const createLog = (level = 'info', to: DestinationStream = pino.destination(1)): Logger =>
  pino(
    {
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
          '*.phone',
          '*.mobile',
          '*.bankAccount',
        ],
        remove: true,
      },
      serializers: { err: errorFacts },
    },
    to,
  );
