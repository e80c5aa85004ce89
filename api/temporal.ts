import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';

/** Tries of one call: some 700 ms of a server that restarts; longer is told to the person. */
const TRIES = 4;

/**
 * A connection that is made when first used, and again after the server was away. By default a channel waits up to two
 * minutes before it looks again, and a call tries until its deadline.
 */
export const temporalConnection = (address: string): Connection =>
  Connection.lazy({
    address,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: TRIES }))],
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1000 },
  });
