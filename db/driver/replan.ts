// Ours, because PostgreSQL chooses generic plans for a whole connection, and only searches need a plan for their values.

/**
 * Marks statements that are sent unprepared, so that they are planned for their values each time. A prepared statement may be
 * planned without them, and a search for a rare word then reads the whole table.
 */
export const REPLAN = '/* planned anew */';
