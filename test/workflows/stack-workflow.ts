import { ApplicationFailure, condition } from '@temporalio/workflow';

class OwnError extends Error {
  readonly code = 'own';
}

/** Fails, with an error that was made after a promise. */
export async function failing(): Promise<void> {
  await Promise.resolve();
  throw ApplicationFailure.create({ message: 'failed on purpose', cause: new Error('the cause') });
}

/** What errors are to each other. */
export async function errors(): Promise<Record<string, unknown>> {
  await Promise.all([Promise.resolve(1), Promise.resolve(2)]);
  const own = new OwnError();
  return {
    words: new Error('words').message,
    isError: new Error('words') instanceof Error,
    isTypeError: new TypeError('words') instanceof Error,
    isOwn: own instanceof OwnError && own instanceof Error && own.code === 'own',
    called: Error('words') instanceof Error,
    tag: Object.prototype.toString.call(new Error('words')),
  };
}

export async function waiting(): Promise<void> {
  await condition(() => false);
}
