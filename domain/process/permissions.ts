import { shareCreditCode } from '../credit-code.ts';
import type { RefusalCode } from '../refusals.ts';
import type { Actor, Moment, Role } from '../role.ts';
import { DECIDERS, isVisitor } from '../role.ts';
import { ALLOWED, all, refused, refuseIf } from '../ruling.ts';
import type { Ruling } from '../ruling.ts';
import type { Process, ProcessRow, RowWithTask, StepOf } from './process.ts';
import { roleFor } from './steps.ts';
import type { StepRequest, StepRow } from './steps.ts';
import type { SubjectType } from './subject.ts';
import type { OpenTask, Waiting } from './wait.ts';

/** What a workflow knows of its subject: enough to say whether a step is open at all. */
export interface Standing {
  readonly state: string | null;
  readonly version: number;
}

/** The refusals every process has, under its own name. */
const code = <What extends 'not-your-step' | 'not-found' | 'content-changed' | 'wrong-state' | 'declared-company'>(
  type: SubjectType,
  what: What,
): RefusalCode => `${type}.${what}`;

/**
 * Whether this actor may take this step with this body: the whole rule, asked by the portal over the row as read and by
 * the recording transaction over the row as locked.
 *
 * @returns allowed, or the first of: not one's role, not one's subject, content changed, wrong state, the step's conditions, the body's
 * @source L88, L99, L152, D6
 */
export const mayTake = <Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  record: RowWithTask<Row>,
  actor: Actor,
  request: StepRequest<Bodies>,
  version: number | null,
  moment: Moment,
): Ruling =>
  all(
    mayBegin(process, record, actor, request.step as StepOf<Bodies>, moment, version),
    process.bodyRuling(record.row, actor, request, moment),
  );

/**
 * Whether a step could be taken now, whatever its body will say: what buttons are drawn from.
 *
 * @source L92
 */
export const mayBegin = <Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  record: RowWithTask<Row>,
  actor: Actor,
  step: StepOf<Bodies>,
  moment: Moment,
  version: number | null = null,
): Ruling =>
  all(
    roleRuling(process, step, actor),
    partyRuling(process, record.row, actor, step),
    isOpen(process, record.row, step, version),
    conditions(process, record, actor, step, moment),
  );

/** Whether the step is open to any of the actor's roles. @source L12 */
export const roleRuling = <Row extends ProcessRow, Bodies extends object>(
  { type, steps }: Pick<Process<Row, Bodies>, 'type' | 'steps'>,
  step: StepOf<Bodies>,
  actor: Pick<Actor, 'id' | 'roles'>,
): Ruling => refuseIf(!isFor(steps[step], actor), code(type, 'not-your-step'));

const isFor = (row: StepRow, actor: Pick<Actor, 'id' | 'roles'>): boolean =>
  row.visitor ? isVisitor(actor) : roleFor(row, actor.roles) !== undefined;

/**
 * Whether the state allows the step and the version seen is still the current one. The question a workflow can answer by itself.
 *
 * @source L92, D5
 */
export function isOpen(
  { type, steps }: { readonly type: SubjectType; readonly steps: Readonly<Record<string, StepRow>> },
  at: Standing,
  step: string,
  version: number | null,
): Ruling {
  const from: readonly string[] = steps[step]?.from ?? [];
  if (at.state === null) return from.length === 0 ? ALLOWED : refused(code(type, 'not-found'));
  return all(
    refuseIf(version !== null && version !== at.version, code(type, 'content-changed')),
    refuseIf(!from.includes(at.state), code(type, 'wrong-state')),
  );
}

/**
 * Whether the actor may know of the subject at all.
 *
 * @source D26
 */
export const maySee = <Row>(
  { concerns }: { readonly concerns: (role: Role, row: Row, actor: Actor) => boolean },
  row: Row,
  actor: Actor,
): boolean => actor.roles.some((role) => concerns(role, row, actor));

/** Whoever may not know of it is told nothing; whoever knows it in one role does not act in another that it does not concern. */
function partyRuling<Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  row: Row,
  actor: Actor,
  step: StepOf<Bodies>,
): Ruling {
  if (isVisitor(actor)) return ALLOWED; // the form or the link is what lets a visitor in
  const role = roleFor(process.steps[step], actor.roles);
  return all(
    refuseIf(!maySee(process, row, actor), code(process.type, 'not-found')),
    refuseIf(
      role !== undefined && isBound(role) && !process.concerns(role, row, actor),
      code(process.type, 'not-your-step'),
    ),
  );
}

/** A role that is bound to one park or company. */
const isBound = (role: Role): boolean => role === 'park' || role === 'institution' || role === 'enterprise';

/** What must hold besides role and state: flags, dates, claims, four eyes. */
const conditions = <Row extends ProcessRow, Bodies extends object>(
  process: Process<Row, Bodies>,
  { row, task }: RowWithTask<Row>,
  actor: Actor,
  step: StepOf<Bodies>,
  moment: Moment,
): Ruling =>
  all(
    roleInState(process, row, actor, step),
    process.stepRuling(row, actor, step, moment),
    refuseIf(
      decidesForScheme(process.steps[step], actor) && shareCreditCode(row.creditCodes, actor.declaredCreditCodes),
      code(process.type, 'declared-company'),
    ),
    claimRuling(process.steps[step], task, actor, process.waitingFor(row)),
  );

/** Whether the person takes the step for the scheme, not for a company: then it must not be one they have declared. @source D6 */
function decidesForScheme(step: StepRow, { roles }: Actor): boolean {
  const role = roleFor(step, roles);
  return role !== undefined && DECIDERS.includes(role);
}

/** Some steps are open to fewer roles in some states. */
function roleInState<Row extends ProcessRow, Bodies extends object>(
  { type, steps }: Process<Row, Bodies>,
  row: Row,
  actor: Actor,
  step: StepOf<Bodies>,
): Ruling {
  const { byIn }: StepRow = steps[step];
  const roles = byIn?.[row.state];
  return refuseIf(
    roles !== undefined && !roles.some((role) => actor.roles.includes(role)),
    code(type, 'not-your-step'),
  );
}

/** A task another has claimed is theirs: to decide, to pay out, and no longer to be withdrawn. @source D6, D25 */
function claimRuling(step: StepRow, task: OpenTask | null, actor: Actor, waiting: Waiting | null): Ruling {
  const { claim } = step;
  const claimedBy = task?.claimedBy ?? null;
  if (claim === null || claimedBy === null) return ALLOWED;
  if (claim === 'ownHolder' && waiting?.role !== roleFor(step, actor.roles)) return ALLOWED;
  return claim === 'holder' || claim === 'ownHolder'
    ? refuseIf(claimedBy !== actor.id, 'task.claimed-by-another')
    : refused(claim.refusedWith);
}
