/** Some thirty frames of a webcam. */
const MAX_FREE_BYTES = 32 * 1024 * 1024;

/**
 * Memory for decoded images, used again for the next image of the same size. Frames come by the thousand and of one size, a megabyte each,
 * and a garbage collector that sees small objects in three threads lets hundreds of megabytes of them pile up.
 */
export class RasterMemory {
  /** The longest unused first. */
  readonly #free: SharedArrayBuffer[] = [];
  #freeBytes = 0;

  allocate(sizeBytes: number): SharedArrayBuffer {
    const at = this.#free.findLastIndex(({ byteLength }) => byteLength === sizeBytes);
    const [used] = at === -1 ? [] : this.#free.splice(at, 1);
    if (!used) return new SharedArrayBuffer(sizeBytes);
    this.#freeBytes -= sizeBytes;
    return used;
  }

  /** Only when nobody reads the image any more, in any thread. */
  recycle(memory: SharedArrayBuffer): void {
    this.#free.push(memory);
    this.#freeBytes += memory.byteLength;
    while (this.#freeBytes > MAX_FREE_BYTES) this.#freeBytes -= this.#free.shift()?.byteLength ?? 0;
  }
}
