/** What ends the things that a bench has started, in the order in which they were started. */
export type Ends = (() => Promise<void>)[];

/** What a bench says while it runs. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs a bench. Everything that it has started is ended afterwards, the last first, whatever happened; also when it is broken off. */
export async function runBench(measure: (ends: Ends) => Promise<void>): Promise<never> {
  const ends: Ends = [];
  const endAll = async (): Promise<void> => {
    for (let end = ends.pop(); end; end = ends.pop())
      await end().catch((error: unknown) => say(`not ended well: ${error}`));
  };
  let clearing = Promise.resolve();
  // One after the other: a bench that is broken off fails while it is being cleared away.
  const clearAway = (): Promise<void> => (clearing = clearing.then(endAll));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void clearAway().finally(() => process.exit(130)));
  try {
    await measure(ends);
  } finally {
    await clearAway();
  }
  process.exit(0);
}
