/** What may be said of an error where it is kept: in logs, and in Temporal's histories. */
export interface ErrorFacts {
  readonly type: string;
  /** SQLSTATE, the system's, a mail server's or our own. */
  readonly code?: string | number;
  /** Of PostgreSQL: what refused. */
  readonly constraint?: string;
  /** Of an assertion alone. */
  readonly message?: string;
  /** The frames alone. */
  readonly stack: string;
  readonly cause?: ErrorFacts;
}

/**
 * An error without what people typed. The message of a driver or library may quote anyone: parameters, a value that does not fit, an
 * address that is refused. So only assertions keep theirs: they are ours, or the engine's, and name ids.
 */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, stack: '' };
  const [code, constraint] = [valueOf(error, 'code'), valueOf(error, 'constraint')];
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(code === undefined && isAssertion(error) && { message: error.message }),
    stack: framesOf(error),
    ...(error.cause instanceof Error && { cause: errorFacts(error.cause) }),
  };
}

/** The same in one line: `DrizzleQueryError`, `error 23505 orders_number`. */
export const errorLine = ({ type, code, constraint, message }: ErrorFacts): string =>
  [type, code, constraint, message].filter((part) => part !== undefined).join(' ');

/** Not those of JSON, URLs and libraries, which quote what they were given. */
const ASSERTIONS: readonly unknown[] = [Error, TypeError, RangeError, ReferenceError];

const isAssertion = (error: Error): boolean => ASSERTIONS.includes(error.constructor) && !('input' in error);

function valueOf(error: Error, key: 'code' | 'constraint'): string | number | undefined {
  const value = (error as Partial<Record<typeof key, unknown>>)[key];
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

/** A stack begins with the message, which may have lines that look like frames. */
function framesOf({ stack = '', message }: Error): string {
  const at = message === '' ? -1 : stack.indexOf(message);
  return stack
    .slice(at === -1 ? 0 : at + message.length)
    .split('\n')
    .filter((line) => /^ {4}at .*(?::\d+:\d+|<anonymous>|native)\)?$/.test(line))
    .join('\n');
}
