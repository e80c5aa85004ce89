/** The signalled lifecycle's task queue, its signals, and the channel on which a signal's effect is told. */
export const TASK_QUEUE = 'bench-signalled';
export const SIGNALS = 8;
export const CHANNEL = 'bench_taken';

export interface SignalledActivities {
  /** Tells the channel that a signal has taken effect. */
  tell(id: string): Promise<void>;
}
