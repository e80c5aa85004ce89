/** All workflow types, for the bundler. */
export { order } from './order.ts';
export { lapse, reconciliation } from './upkeep.ts';
