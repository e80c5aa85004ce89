import { CompleteAsyncError } from '@temporalio/activity';
import { TemporalFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { errorFacts, errorLine } from '../error-facts.ts';
import type { ErrorFacts } from '../error-facts.ts';

/**
 * Lets an activity fail without what people typed: Temporal keeps a failure in the history, and the worker in its log. Failures
 * that are meant for Temporal pass as they are.
 */
export const bareFailures: ActivityInboundCallsInterceptor = {
  execute: async (input, next) => {
    try {
      return await next(input);
    } catch (error) {
      const isTemporals = error instanceof TemporalFailure || error instanceof CompleteAsyncError;
      throw isTemporals || isAborted(error) ? error : bareError(errorFacts(error));
    }
  },
};

/** How a cancelled activity ends. */
const isAborted = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

function bareError(facts: ErrorFacts): Error {
  const bare = new Error(errorLine(facts), facts.cause && { cause: bareError(facts.cause) });
  return Object.assign(bare, { name: facts.type, stack: `${errorLine(facts)}\n${facts.stack}` });
}
