import type { Moment, Actor, Role } from '../role.ts';
import { DECIDERS } from '../role.ts';
import { ALLOWED, all, refused, refuseIf } from '../ruling.ts';
import type { Ruling } from '../ruling.ts';
import { openChange } from './order.ts';
import type { OpenTask, Order } from './order.ts';
import type { OrderRequest } from './commands.ts';
import { bodyRuling } from './guards.ts';
import type { OrderState } from './states.ts';
import { orderStep, roleFor } from './steps.ts';
import type { OrderStep } from './steps.ts';

/** An order with the task that waits on it, as locked or read together. */
export interface Subject {
  readonly order: Order;
  readonly task: OpenTask | null;
}

/** What a workflow knows of its order: enough to say whether a step is open at all. */
export interface Standing {
  readonly state: OrderState | null;
  readonly version: number;
}

/**
 * Whether this actor may take this step with this body: the whole rule, asked by the portal over the row as read and by
 * the recording transaction over the row as locked.
 *
 * @returns allowed, or the first of: not one's role, not one's order, content changed, wrong state, the step's conditions, the body's
 * @source L88, L99, L152, D6
 */
export const mayTake = (
  subject: Subject,
  actor: Actor,
  request: OrderRequest,
  version: number | null,
  moment: Moment,
): Ruling =>
  all(
    roleRuling(request.step, actor),
    partyRuling(subject.order, actor, request.step),
    isOpen(subject.order, request.step, version),
    conditions(subject, actor, request.step, moment),
    bodyRuling(subject.order, actor, request, moment),
  );

/**
 * Whether a step could be taken now, whatever its body will say: what buttons are drawn from.
 *
 * @source L92
 */
export const mayBegin = (subject: Subject, actor: Actor, step: OrderStep, moment: Moment): Ruling =>
  all(
    roleRuling(step, actor),
    partyRuling(subject.order, actor, step),
    isOpen(subject.order, step, null),
    conditions(subject, actor, step, moment),
  );

/** Whether the step is open to any of the actor's roles. @source L12 */
export const roleRuling = (step: OrderStep, { roles }: Pick<Actor, 'roles'>): Ruling =>
  refuseIf(!roleFor(step, roles), 'order.not-your-step');

/**
 * Whether the state allows the step and the version seen is still the current one. The question a workflow can answer by itself.
 *
 * @source L92, D5
 */
export function isOpen(at: Standing, step: OrderStep, version: number | null): Ruling {
  if (at.state === null) return step === 'place' ? ALLOWED : refused('order.not-found');
  return all(
    refuseIf(version !== null && version !== at.version, 'order.content-changed'),
    refuseIf(!orderStep(step).from.includes(at.state), 'order.wrong-state'),
  );
}

/**
 * Whether a redemption may be written up: from the payment on, also while something still stands in the way of sending it.
 *
 * @source L165
 */
export const mayWriteUp = (
  order: Pick<Order, 'state' | 'returned'>,
  step: 'requestRedemption' | 'supplementRedemption',
): boolean => (step === 'supplementRedemption' ? order.returned : orderStep(step).from.includes(order.state));

/**
 * Whether the actor may know of the order at all.
 *
 * @source D26
 */
export const maySee = (
  order: Pick<Order, 'institutionId' | 'enterpriseId' | 'parkId' | 'state'>,
  actor: Actor,
): boolean => actor.roles.some((role) => seesAs(role, order, actor));

function seesAs(
  role: Role,
  order: Pick<Order, 'institutionId' | 'enterpriseId' | 'parkId' | 'state'>,
  actor: Actor,
): boolean {
  switch (role) {
    case 'institution':
      return actor.organizationId === order.institutionId;
    case 'enterprise':
      return actor.organizationId === order.enterpriseId;
    case 'park':
      return actor.parkId === order.parkId;
    case 'finance':
      return order.state === 'preRedeemed' || order.state === 'redeemed';
    case 'center':
    case 'admin':
      return true;
  }
}

/** Whoever may not know of the order is told nothing; whoever knows it as the center does not act for a park that is not theirs. */
function partyRuling(order: Order, actor: Actor, step: OrderStep): Ruling {
  const role = roleFor(step, actor.roles);
  return all(
    refuseIf(!maySee(order, actor), 'order.not-found'),
    refuseIf(role !== undefined && isBound(role) && !seesAs(role, order, actor), 'order.not-your-step'),
  );
}

/** A role that is bound to one park or company. */
const isBound = (role: Role): boolean => role === 'park' || role === 'institution' || role === 'enterprise';

/** What must hold besides role and state: flags, dates, claims, four eyes. */
function conditions({ order, task }: Subject, actor: Actor, step: OrderStep, moment: Moment): Ruling {
  return all(
    roleInState(order, actor, step),
    stepConditions(order, actor, step, moment),
    refuseIf(
      decidesForScheme(actor, step) && order.creditCodes.some((code) => actor.declaredCreditCodes.includes(code)),
      'order.declared-company',
    ),
    claimRuling(task, actor, step),
  );
}

/** Whether the person takes the step for the scheme, not for a company: then it must not be one they have declared. @source D6 */
function decidesForScheme({ roles }: Actor, step: OrderStep): boolean {
  const role = roleFor(step, roles);
  return role !== undefined && DECIDERS.includes(role);
}

/** Some steps are open to fewer roles in some states: only the center closes after a refused redemption. */
function roleInState(order: Order, actor: Actor, step: OrderStep): Ruling {
  const roles = orderStep(step).byIn?.[order.state];
  return refuseIf(roles !== undefined && !roles.some((role) => actor.roles.includes(role)), 'order.not-your-step');
}

/** A task another has claimed is theirs: to decide, to pay out, and no longer to be withdrawn. @source D6, D25 */
function claimRuling(task: OpenTask | null, actor: Actor, step: OrderStep): Ruling {
  const claimedBy = task?.claimedBy ?? null;
  if (step === 'withdraw') return refuseIf(claimedBy !== null, 'order.review-claimed');
  if (step === 'recordPayout' || orderStep(step).decision)
    return refuseIf(claimedBy !== null && claimedBy !== actor.id, 'task.claimed-by-another');
  return ALLOWED;
}

function stepConditions(order: Order, actor: Actor, step: OrderStep, { today }: Moment): Ruling {
  const change = openChange(order);
  switch (step) {
    case 'pay':
      return all(
        refuseIf(!order.priceConfirmed, 'order.price-not-confirmed'),
        refuseIf(today > order.useBy, 'voucher.past-use-by'),
      );
    case 'requestRedemption':
      return all(
        refuseIf(change !== undefined, 'order.change-open'),
        refuseIf(today > order.redeemBy, 'order.redemption-too-late'),
      );
    case 'returnRedemption':
    case 'rejectRedemption':
      return refuseIf(order.returned, 'order.returned');
    case 'supplementRedemption':
      return refuseIf(!order.returned, 'order.not-returned');
    case 'approveRedemption':
      return all(
        refuseIf(order.returned, 'order.returned'),
        refuseIf(
          order.approvals.some(({ by }) => by === actor.id),
          'redemption.second-person-needed',
        ),
      );
    case 'proposeChange':
      return refuseIf(change !== undefined, 'change.one-at-a-time');
    case 'acceptChange':
      return all(
        refuseIf(!change, 'change.none-open'),
        refuseIf(change?.state === 'accepted', 'change.already-accepted'),
      );
    case 'approveChange':
    case 'rejectChange':
      return all(refuseIf(!change, 'change.none-open'), refuseIf(change?.state !== 'accepted', 'change.not-accepted'));
    case 'dropChange':
      return refuseIf(!change, 'change.none-open');
    case 'close':
      return refuseIf(hasAgreed(order, actor) && !closesAlone(order, actor, today), 'order.already-agreed');
    case 'place':
    case 'confirmPrice':
    case 'withdraw':
    case 'approvePayment':
    case 'rejectPayment':
    case 'recordPayout':
      return ALLOWED;
  }
}

const hasAgreed = (order: Order, actor: Actor): boolean =>
  order.state === 'paid' && order.closure?.agreedBy.some(({ role }) => role === roleFor('close', actor.roles)) === true;

/** After redeemBy the center needs nobody's consent, also when it has agreed before. @source D3 */
const closesAlone = (order: Order, actor: Actor, today: Moment['today']): boolean =>
  roleFor('close', actor.roles) === 'center' && today > order.redeemBy;
