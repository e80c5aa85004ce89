/** Thrown in a transaction when what was read before it writes is no longer so: it is to be done once more. */
export class Moved extends Error {}
