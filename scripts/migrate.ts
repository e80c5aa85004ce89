import { migrate } from '../db/migrate.ts';
import { resolveDatabaseUrl } from './start/addresses.ts';

// Brings the database of the instance that runs, or the one DATABASE_URL names, to this checkout's schema.
try {
  const { invoicesTwice } = await migrate(resolveDatabaseUrl());
  console.log('The database has the schema of this checkout.');
  for (const { order, number, code } of invoicesTwice)
    console.log(`Order ${order}: invoice ${number}${code && ` (code ${code})`} stands in a redemption already.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
