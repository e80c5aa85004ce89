/**
 * Stands in statements that are to be planned for their values each time. A statement sent again and again may be planned
 * without them, and for a search that is a walk through everything when the word is rare.
 */
export const PLANNED_ANEW = '/* planned anew */';
