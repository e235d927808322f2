/** The lists with a page of their own; their texts are `title`, `text`, `count`, `countSoFar` and `empty.title`, `empty.text`. */
export const LIST_AREAS = ['audit', 'executions', 'myExams', 'sessions', 'verdicts'] as const;
export type ListArea = (typeof LIST_AREAS)[number];
