import { inspect, isDeepStrictEqual } from 'node:util';

/** Shorter than the 30 seconds a test may take, so that the last answer is told before the test is ended. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 25;
const LONGEST_MESSAGE = 4_000;

interface Wait {
  /** For waits in tests that may take longer than usual. */
  readonly withinMs?: number;
}

/** Asks again until the answer satisfies, and returns it. @throws Error with the last answer when none satisfies in time */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  satisfies: (answer: T) => boolean,
  { withinMs = PATIENCE_MS }: Wait = {},
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() >= until) throw new Error(`not within ${withinMs} ms; the last answer was ${shown(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Whether an answer is this value, however deep. */
export const equals =
  <T>(expected: T) =>
  (answer: T): boolean =>
    isDeepStrictEqual(answer, expected);

function shown(answer: unknown): string {
  const text = typeof answer === 'string' ? answer : inspect(answer, { depth: 5, maxStringLength: 1_000 });
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
}
