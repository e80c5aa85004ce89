/** What stands between the parts of a list. */
export const LIST_COMMA = { zh: '、', en: ', ' } as const;
