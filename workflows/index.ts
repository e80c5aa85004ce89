/** All workflow types, for the bundler. */
export { delivery } from './delivery.ts';
export { order } from './order.ts';
export { passwordReset } from './password-reset.ts';
export { reading } from './reading.ts';
export { lapse, reconciliation, rereading } from './upkeep.ts';
