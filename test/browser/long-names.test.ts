import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { accounts, organizations, parks } from '../../db/schema/organization.ts';
import { categories, products, subcategories } from '../../db/schema/product.ts';
import { EXAMPLES } from './support/examples.ts';
import { sideways } from './support/look.ts';
import { aStage, DESK, PHONE } from './support/stage.ts';
import type { Stage } from './support/stage.ts';
import { enterThings } from './support/things.ts';
import type { Things } from './support/things.ts';

let stage: Stage;
let things: Things;

const LONG = 500;

beforeAll(async () => {
  stage = await aStage();
  const { db } = stage.portal.database;
  // The row's own name stays in front; names of people and companies have no place to break at.
  for (const table of [parks, categories, subcategories, products])
    await db.update(table).set({ name: sql`rpad(name, ${LONG}, '很长的名称')` });
  for (const table of [organizations, accounts])
    await db.update(table).set({ name: sql`rpad(name, ${LONG}, 'Wolfeschlegelsteinhausen')` });
  things = await enterThings(stage.portal);
}, 120_000);
afterEach(() => expect(stage.faults()).toEqual([]));
afterAll(() => stage?.close());

test.each(['enterprise', 'institution', 'park', 'center', 'finance', 'admin', null])(
  'names of 500 characters push no page of %s out of its window',
  async (by) => {
    const page = await (by === null ? stage.visitor() : stage.person(by));
    const wide: string[] = [];
    for (const example of Object.values(EXAMPLES).flat()) {
      if (example.by !== by) continue;
      const address = example.at(things);
      await page.goto(address);
      for (const size of [DESK, PHONE]) {
        await page.setViewportSize(size);
        wide.push(...(await sideways(page)).map((text) => `${address} ${size.width}: ${text}`));
      }
    }
    expect(wide).toEqual([]);
  },
  120_000,
);
