import { readId } from '../query-params.ts';
import type { MemberVisit } from '../visit.ts';

/** The id of the order in the address. @throws Refused `order.not-found` for what is none */
export const orderIdOf = (visit: MemberVisit): string => readId(visit, 'id', 'order.not-found');
