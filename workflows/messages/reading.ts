import type { Client, WorkflowHandle } from '@temporalio/client';

/** The workflow that has a file read. Never renamed. */
export const READING = 'reading';

/** The one execution that reads a file. */
export const readingProcess = (attachmentId: string): string => `reading/${attachmentId}`;

/** The task queue of the readers, beside that of the workers. */
export const documentsQueue = (taskQueue: string): string => `documents/${taskQueue}`;

/** What a stretch of reading may take at most, in milliseconds; a reader derives from it what it gives a page. */
export const ATTEMPT_MS = 300_000;

export interface ReadingInput {
  readonly attachmentId: string;
  /** Whose files take turns with those of others: the organisation of who uploaded it. */
  readonly asker: string;
  /** Read before, by a former reader: whatever nobody has read yet goes first. */
  readonly again?: boolean;
}

/** Where a stretch of reading has left a file: finished, not yet, or with a page that broke the program that read it. */
export type Stretch = 'finished' | 'further' | 'broken';

export interface ReadingActivities {
  /**
   * Reads the pages of a file that are not read yet, for some seconds, and keeps what is found when it has the last. A page that
   * has broken the program too often is kept as one that cannot be read. Two at a time do no harm. The stretch is the asker's: a file
   * of theirs that a reviewer has before them is read in it first, and it is passed over where a former one took too much.
   */
  readPages(file: { readonly attachmentId: string; readonly asker: string }): Promise<Stretch>;
}

/** Has a file read; one that is being read already is not begun again. */
export const startReading = (client: Client, taskQueue: string, input: ReadingInput): Promise<WorkflowHandle> =>
  client.workflow.start(READING, {
    workflowId: readingProcess(input.attachmentId),
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: '识别文件',
  });
