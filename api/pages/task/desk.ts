import type { Response } from 'express';
import type { TaskRow } from '../../../db/reads/task.ts';
import type { Portal } from '../../actions/portal.ts';
import type { MemberVisit } from '../visit.ts';

/** One call of a desk, with the task it is about. */
export interface DeskCall {
  readonly portal: Portal;
  readonly visit: MemberVisit;
  readonly response: Response;
  readonly task: TaskRow;
}

/** Where the tasks of one kind are worked on. */
export interface Desk {
  readonly show: (call: DeskCall) => Promise<void>;
  /** Takes the decision of this name. @throws Refused `request.unknown-path` for a name that is none */
  readonly decide: (call: DeskCall, decision: string) => Promise<void>;
}
