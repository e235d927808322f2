/** Memory that requests share: who finds too little of it left waits for the turn, in the order of arrival. */
export class ByteBudget {
  readonly #totalBytes: number;
  #freeBytes: number;
  readonly #waiting: { readonly sizeBytes: number; readonly start: () => void }[] = [];

  constructor(totalBytes: number) {
    this.#totalBytes = totalBytes;
    this.#freeBytes = totalBytes;
  }

  /** Settles as the work does, which has so many bytes until then; who wants more than there are in all gets all. */
  async use<T>(sizeBytes: number, work: () => Promise<T>): Promise<T> {
    const takenBytes = Math.min(sizeBytes, this.#totalBytes);
    await this.#take(takenBytes);
    try {
      return await work();
    } finally {
      this.#freeBytes += takenBytes;
      this.#startWaiting();
    }
  }

  async #take(sizeBytes: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push({ sizeBytes, start: resolve });
      this.#startWaiting();
    });
  }

  /** A small one does not pass a large one that waits, which would else wait for ever. */
  #startWaiting(): void {
    for (let next = this.#waiting[0]; next && next.sizeBytes <= this.#freeBytes; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#freeBytes -= next.sizeBytes;
      next.start();
    }
  }
}
