import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { aStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** How long a portal, a worker and a browser may take to open. */
const OPENS_MS = 60_000;

/**
 * The stage of a suite, opened before its tests and closed after them; after each, no page may have done what none may do, and
 * nobody meets the last test's people.
 *
 * @param prepare what the tests need besides, entered once
 */
export function stageOfSuite(prepare?: (stage: Stage) => Promise<void>): Stage {
  let opened: Stage | undefined;
  const stage = (): Stage => {
    if (!opened) throw new Error('the stage opens before the first test');
    return opened;
  };
  beforeAll(async () => {
    opened = await aStage();
    await prepare?.(opened);
  }, OPENS_MS);
  afterEach(async () => {
    expect(stage().faults()).toEqual([]);
    await stage().clear();
  });
  afterAll(() => opened?.close());
  return {
    get portal() {
      return stage().portal;
    },
    person: (name, wishes) => stage().person(name, wishes),
    visitor: (wishes) => stage().visitor(wishes),
    faults: () => stage().faults(),
    clear: () => stage().clear(),
    close: () => stage().close(),
  };
}
