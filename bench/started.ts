/** What the bench has started: stopped last first, each once, also when one of them fails to. */
export class Started {
  private readonly stops: (() => Promise<void> | void)[] = [];

  /** To be stopped when the bench ends, however it ends. */
  add(stop: () => Promise<void> | void): void {
    this.stops.push(stop);
  }

  async stopAll(): Promise<void> {
    for (let stop = this.stops.pop(); stop; stop = this.stops.pop()) await Promise.resolve(stop()).catch((error: unknown) => console.error(error));
  }
}
