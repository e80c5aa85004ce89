import { migrate } from '../db/migrate.ts';
import { databaseAddress } from './start/addresses.ts';

// Brings the database of the copy that runs, or the one DATABASE_URL names, to this checkout's schema.
try {
  await migrate(databaseAddress());
  console.log('The database has the schema of this checkout.');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
