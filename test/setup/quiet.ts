import { DefaultLogger, Runtime } from '@temporalio/worker';

// Once a process, before the first worker: only what is wrong is printed.
Runtime.install({ logger: new DefaultLogger('ERROR') });
