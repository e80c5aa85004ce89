/** The bare lifecycle's task queue, and how many updates end it: an order's seven actions after `place`. */
export const TASK_QUEUE = 'bench-bare';
export const UPDATES = 7;
