/** What must be ended again, last begun first. */
export class Cleanup {
  readonly #steps: (() => Promise<unknown>)[] = [];

  defer(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** Takes every step, also when an earlier one fails; the first failure is thrown at the end. Running twice does nothing the second time. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
