/** Looks for something one look at a time, and once more when asked while looking: whoever asks knows what was true then. */
export class OneLook {
  private isStale = false;
  private running: Promise<void> | undefined;

  constructor(private readonly look: () => Promise<void>) {}

  /** Comes back once a look has ended that began after the call. @throws whatever the look throws. */
  async ask(): Promise<void> {
    this.isStale = true;
    this.running ??= this.lookUntilFresh();
    await this.running;
  }

  private async lookUntilFresh(): Promise<void> {
    try {
      while (this.isStale) {
        this.isStale = false;
        await this.look();
      }
    } finally {
      this.running = undefined;
    }
  }
}
