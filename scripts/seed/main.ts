import { readEnvironment } from '../../environment.ts';
import { seed } from './seed.ts';

const environment = readEnvironment();
if (environment.production) throw new Error('sample data is never entered in production');
const outcome = await seed(environment);
console.log(outcome === 'seeded' ? 'Demo data entered.' : 'The database holds data already; nothing entered.');
