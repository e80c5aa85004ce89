// Ours, because pg sends statements together but rejects each by itself, most with what only follows from the cause (ADR 0012).

/** What PostgreSQL answers to every statement after the one that failed: the consequence, never the cause. */
const TRANSACTION_ABORTED = '25P02';

/**
 * Sends statements of one transaction together and waits for all: they travel in one round trip.
 *
 * @throws the error that made the transaction fail, not one of those that only followed from it
 */
export async function pipeline(statements: readonly PromiseLike<unknown>[]): Promise<void> {
  const errors = (await Promise.allSettled(statements)).flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (errors.length > 0) throw errors.find((error) => !onlyFollows(error)) ?? errors[0];
}

function onlyFollows(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && cause.code === TRANSACTION_ABORTED) return true;
  return false;
}
