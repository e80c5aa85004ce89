// Starts the child of a job process from its TypeScript. What it loads later, the large parsers of packages, is loaded as it stands:
// read as TypeScript too, they would take five times the memory and seconds of a processor.
import { register } from 'tsx/esm/api';

const unregister = register();
await import(process.argv[2]);
await unregister();
process.send?.({ ready: true });
