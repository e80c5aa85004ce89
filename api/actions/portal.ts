import type { Client } from '@temporalio/client';
import type { Disk } from 'flydrive';
import type { Logger } from 'pino';
import type { Database } from '../../db/client.ts';
import type { Documents } from '../documents/documents.ts';
import type { Outcomes } from './outcomes.ts';
import type { RegistrationThrottle } from '../session/registration-throttle.ts';
import type { ResetThrottle } from '../session/reset-throttle.ts';
import type { ResetTokenOf } from '../session/reset-token.ts';
import type { Throttle } from '../session/throttle.ts';

/** What the routes work with. */
export interface Portal {
  readonly db: Database;
  readonly temporal: Client;
  readonly taskQueue: string;
  /** Where people look at executions; undefined when there is no such place. */
  readonly temporalWebUrl: string | undefined;
  /** How long a click waits for its outcome before it is answered 202. */
  readonly commandWaitMs: number;
  readonly outcomes: Outcomes;
  readonly files: Disk;
  /** Sets and reads documents beside the portal. */
  readonly documents: Documents;
  /** What people type into their browsers; https here means that a proxy before us speaks it. */
  readonly publicUrl: string;
  readonly throttle: Throttle;
  readonly registrationThrottle: RegistrationThrottle;
  readonly resetThrottle: ResetThrottle;
  readonly resetTokenOf: ResetTokenOf;
  readonly log: Logger;
  /** With real people's data: the accounts of the demonstration are refused. */
  readonly production: boolean;
}
