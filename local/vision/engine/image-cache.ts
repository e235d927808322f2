import { createHash } from 'node:crypto';
import { type DecodedImage, decodeImage } from '../image/decode-image.ts';
import { RasterMemory } from '../image/raster-memory.ts';

/** How much is kept: whichever is reached first. */
export interface CacheLimits {
  readonly maxImages: number;
  /** Of decoded pixels. */
  readonly maxBytes: number;
}

/** An image and what was found out about it, or is being found out. */
export class CachedImage {
  /** Rises with the images' arrival. */
  readonly number: number;
  readonly decoded: Promise<DecodedImage>;
  readonly #analyses = new Map<string, Promise<unknown>>();
  /** Requests that are at work on it. */
  users = 0;
  /** Whether the cache still has it. */
  kept = true;

  constructor(number: number, decoded: Promise<DecodedImage>) {
    this.number = number;
    this.decoded = decoded;
  }

  /** Runs an analysis once for all who ask for it; one that failed is run again for the next. */
  once<T>(name: string, analyse: () => Promise<T>): Promise<T> {
    // The name stands for the type: each analysis has one place that runs it.
    const known = this.#analyses.get(name) as Promise<T> | undefined;
    if (known) return known;
    const analysis = analyse();
    this.#analyses.set(name, analysis);
    analysis.catch(() => this.#analyses.delete(name));
    return analysis;
  }
}

/**
 * Keeps the latest images with their analyses, so that the four analyses of a frame decode it once and find its faces once. Images are
 * known by the SHA-256 of their bytes.
 */
export class ImageCache {
  readonly #limits: CacheLimits;
  /** The least recently used first. */
  readonly #images = new Map<string, CachedImage>();
  readonly #sizesBytes = new Map<string, number>();
  readonly #memory = new RasterMemory();
  #arrivals = 0;

  constructor(limits: CacheLimits) {
    this.#limits = limits;
  }

  /** Has a request work on an image. The image's pixels are there until the work is done, and not longer than the cache keeps them. */
  async use<T>(bytes: Uint8Array, work: (image: CachedImage) => Promise<T>): Promise<T> {
    const image = this.#get(bytes);
    image.users += 1;
    try {
      return await work(image);
    } finally {
      image.users -= 1;
      this.#recycleUnused(image);
    }
  }

  #get(bytes: Uint8Array): CachedImage {
    const key = createHash('sha256').update(bytes).digest('base64');
    const image = this.#images.get(key) ?? this.#decode(key, bytes);
    this.#images.delete(key);
    this.#images.set(key, image);
    this.#evict();
    return image;
  }

  #decode(key: string, bytes: Uint8Array): CachedImage {
    this.#arrivals += 1;
    const image = new CachedImage(this.#arrivals, decodeImage(bytes, this.#memory));
    image.decoded.then(
      ({ raster }) => {
        if (this.#images.get(key) !== image) return;
        this.#sizesBytes.set(key, raster.data.length);
        this.#evict();
      },
      () => {
        if (this.#images.get(key) === image) this.#forget(key);
      },
    );
    return image;
  }

  #evict(): void {
    const sizeBytes = (): number => [...this.#sizesBytes.values()].reduce((sum, size) => sum + size, 0);
    for (const key of [...this.#images.keys()].slice(0, -1)) {
      if (this.#images.size <= this.#limits.maxImages && sizeBytes() <= this.#limits.maxBytes) return;
      this.#forget(key);
    }
  }

  #forget(key: string): void {
    const image = this.#images.get(key);
    this.#images.delete(key);
    this.#sizesBytes.delete(key);
    if (!image) return;
    image.kept = false;
    this.#recycleUnused(image);
  }

  #recycleUnused(image: CachedImage): void {
    if (image.kept || image.users > 0) return;
    image.decoded.then(
      ({ raster: { data } }) => {
        if (data.buffer instanceof SharedArrayBuffer) this.#memory.recycle(data.buffer);
      },
      () => undefined,
    );
  }
}
