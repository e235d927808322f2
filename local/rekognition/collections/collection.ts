import { EMBEDDING_LENGTH } from '../../vision/faces/face-embedding.ts';
import { cosineFor, similarityPercent } from '../../vision/faces/similarity.ts';
import type { CollectionFile } from './collection-file.ts';
import { CollectionEmbeddingMismatchError } from './errors.ts';
import { FaceMatrix } from './face-matrix.ts';
import type { EmbeddedFace, StoredFace } from './stored-face.ts';

export interface FaceMatch {
  readonly face: StoredFace;
  readonly similarityPercent: number;
}

/** The faces of one collection in memory, kept in step with its file. Changes happen one after the other. */
export class Collection {
  readonly #file: CollectionFile;
  #faces: readonly StoredFace[] = [];
  #matrix = new FaceMatrix(EMBEDDING_LENGTH);
  #nextOrdinal = 1;
  #change: Promise<unknown> = Promise.resolve();

  constructor(file: CollectionFile, faces: readonly EmbeddedFace[]) {
    this.#file = file;
    this.#hold(faces);
  }

  get id(): string {
    return this.#file.header.collectionId;
  }

  get createdAt(): Date {
    return new Date(this.#file.header.createdAt);
  }

  /** The version of the model that made the collection's vectors. */
  get embedding(): string {
    return this.#file.header.embedding;
  }

  /** In the order in which they were indexed. */
  get faces(): readonly StoredFace[] {
    return this.#faces;
  }

  get path(): string {
    return this.#file.path;
  }

  /** @throws CollectionEmbeddingMismatchError when the running model is not the one that made the collection's vectors */
  assertEmbedding(running: string): void {
    if (this.embedding !== running) throw new CollectionEmbeddingMismatchError(this.id, this.embedding, running);
  }

  /** Resolves to the faces as they are stored, once they are on disk. */
  add(faces: readonly { readonly face: Omit<StoredFace, 'ordinal'>; readonly vector: Float32Array }[]): Promise<readonly StoredFace[]> {
    return this.#oneAtATime(async () => {
      const embedded = faces.map(({ face, vector }, index) => ({ face: { ordinal: this.#nextOrdinal + index, ...face }, vector }));
      await this.#file.append(embedded);
      this.#hold(embedded);
      return embedded.map(({ face }) => face);
    });
  }

  /** Resolves to those that were there, once they are gone from the disk. */
  remove(faceIds: readonly string[]): Promise<readonly string[]> {
    return this.#oneAtATime(async () => {
      const going = new Set(faceIds);
      const all = this.#faces.map((face, row) => ({ face, vector: this.#matrix.row(row) }));
      const staying = all.filter(({ face }) => !going.has(face.faceId));
      if (staying.length === all.length) return [];
      await this.#file.rewrite(staying);
      // New ones rather than changed ones: a search that is under way keeps what it began with.
      this.#faces = [];
      this.#matrix = new FaceMatrix(EMBEDDING_LENGTH);
      this.#hold(staying);
      return all.filter(({ face }) => going.has(face.faceId)).map(({ face }) => face.faceId);
    });
  }

  /**
   * @param vector of length one
   * @returns the faces at least as similar as wanted, the most similar first
   */
  async search(vector: Float32Array, minSimilarityPercent: number, maxFaces: number): Promise<FaceMatch[]> {
    const faces = this.#faces;
    const minCosine = cosineFor(minSimilarityPercent);
    const matches: FaceMatch[] = [];
    (await this.#matrix.dotProducts(vector)).forEach((cosine, row) => {
      const face = faces[row];
      if (face && cosine >= minCosine) matches.push({ face, similarityPercent: similarityPercent(cosine) });
    });
    return matches.sort((a, b) => b.similarityPercent - a.similarityPercent).slice(0, maxFaces);
  }

  /** Waits for changes under way. */
  async close(): Promise<void> {
    await this.#oneAtATime(() => this.#file.close());
  }

  #hold(faces: readonly EmbeddedFace[]): void {
    for (const { vector } of faces) this.#matrix.append(vector);
    this.#faces = [...this.#faces, ...faces.map(({ face }) => face)];
    this.#nextOrdinal = Math.max(this.#nextOrdinal, ...faces.map(({ face }) => face.ordinal + 1));
  }

  #oneAtATime<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#change.then(change, change);
    this.#change = result;
    return result;
  }
}
