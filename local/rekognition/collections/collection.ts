import { rm } from 'node:fs/promises';
import type { SimilarityScale } from '../../vision/faces/similarity.ts';
import { intersectionOverUnionOfRatios } from '../../vision/geometry/box.ts';
import { AwsError } from '../../aws/aws-error.ts';
import type { CollectionContents } from './collection-contents.ts';
import type { CollectionFile } from './collection-file.ts';
import type { CollectionRecord } from './collection-record.ts';
import { CollectionEmbeddingMismatchError } from './errors.ts';
import { type AnsweredRequest, assertSameRequest, type TokenedRequest } from './request-token.ts';
import { dotProduct } from './scan.ts';
import type { Scanner } from './scanner.ts';
import type { StoredFace } from './stored-face.ts';
import type { StoredUser } from './stored-user.ts';
import type { VectorMatrix } from './vector-matrix.ts';
import { isOfLengthOne } from './vector-text.ts';

export interface FaceMatch {
  readonly face: StoredFace;
  readonly similarityPercent: number;
}

export interface UserMatch {
  readonly user: StoredUser;
  readonly similarityPercent: number;
}

export interface SearchOptions {
  readonly minSimilarityPercent: number;
  readonly maxResults: number;
  /** The face or user that is searched with finds itself otherwise. */
  readonly except?: string;
}

/** What a request decided to change, and what it will answer once that is on disk. */
export interface Decision<T> {
  /** Null changes nothing. */
  readonly change: CollectionRecord | { readonly kind: 'user-removed'; readonly userId: string } | null;
  readonly answer: T;
}

/** A face before it is stored. */
export type NewFace = Omit<StoredFace, 'ordinal' | 'embedding'> & { readonly vector: Float32Array };

/** What the boxes of one face in the same image share, though another release may find it a little beside. */
const MIN_OVERLAP = 0.5;

/** One collection in memory, kept in step with its file. Changes happen one after the other: on disk first, then for all to see. */
export class Collection {
  readonly #file: CollectionFile;
  readonly #contents: CollectionContents;
  readonly #scanner: Scanner;
  readonly #similarity: SimilarityScale;
  #change: Promise<unknown> = Promise.resolve();
  #removed = false;

  /** @param similarity the scale of the embedder that runs */
  constructor(parts: { file: CollectionFile; contents: CollectionContents; scanner: Scanner; similarity: SimilarityScale }) {
    this.#file = parts.file;
    this.#contents = parts.contents;
    this.#scanner = parts.scanner;
    this.#similarity = parts.similarity;
    this.#scanner.prepareFor(parts.contents.faces.size);
  }

  get id(): string {
    return this.#contents.header().collectionId;
  }

  get createdAt(): Date {
    return new Date(this.#contents.header().createdAt);
  }

  /** The version of the embedder that made the collection's vectors. */
  get embedding(): string {
    return this.#contents.header().embedding;
  }

  /** By their ids, in the order in which they were indexed. */
  get faces(): ReadonlyMap<string, StoredFace> {
    return this.#contents.faces;
  }

  /** By their ids, in the order in which they were created. */
  get users(): ReadonlyMap<string, StoredUser> {
    return this.#contents.users;
  }

  get tags(): Readonly<Record<string, string>> {
    return this.#contents.tags;
  }

  /** What the next face or user is numbered with. */
  get nextOrdinal(): number {
    return this.#contents.nextOrdinal;
  }

  get path(): string {
    return this.#file.path;
  }

  /** Whom a face is associated with. */
  userOf(faceId: string): string | undefined {
    return this.#contents.userOf(faceId);
  }

  faceVector(faceId: string): Float32Array | undefined {
    return this.#contents.faceVectors?.get(faceId);
  }

  userVector(userId: string): Float32Array | undefined {
    return this.#contents.userVectors?.get(userId);
  }

  /** @throws CollectionEmbeddingMismatchError when the running embedder is not the one that made the collection's vectors */
  assertEmbedding(running: string): void {
    if (this.embedding !== running) throw new CollectionEmbeddingMismatchError(this.id, this.embedding, running);
  }

  /**
   * Resolves to the faces of an image as they are stored, once they are on disk. Of an image that was indexed under the same ExternalImageId
   * before, those that are there already are not stored again.
   *
   * @throws AwsError ResourceNotFoundException when the collection was removed in the meantime: so does every change
   * @throws RangeError when a vector is not of length one: it would not be read again
   */
  add(faces: readonly NewFace[]): Promise<readonly StoredFace[]> {
    return this.#oneAtATime(async () => {
      if (!faces.every(({ vector }) => isOfLengthOne(vector))) throw new RangeError('A vector of a face was not of length one');
      const known = faces.map((face) => this.#indexedBefore(face));
      const added = faces.filter((_, index) => !known[index]).map((face, index) => ({ ordinal: this.nextOrdinal + index, embedding: this.embedding, ...face }));
      if (added.length > 0) await this.#record({ kind: 'faces-added', faces: added });
      this.#scanner.prepareFor(this.#contents.faces.size);
      return faces.flatMap(({ faceId }, index) => known[index] ?? this.#contents.faces.get(faceId) ?? []);
    });
  }

  /**
   * Faces that a user has stay.
   *
   * @returns those that were removed, once they are gone from the disk
   */
  removeFaces(faceIds: readonly string[]): Promise<readonly string[]> {
    return this.#oneAtATime(async () => {
      const going = new Set(faceIds.filter((faceId) => this.#contents.faces.has(faceId) && this.userOf(faceId) === undefined));
      if (going.size === 0) return [];
      await this.#file.rewrite(this.#contents.header(), this.#contents.records(Date.now(), { faceIds: going }));
      this.#contents.removeFaces(going);
      return [...going];
    });
  }

  /**
   * Decides on the latest state and changes it, with no other change in between. A request that was answered already is answered the same
   * again, for a day, a restart notwithstanding.
   *
   * @throws AwsError IdempotentParameterMismatchException; what `decide` throws
   */
  decide<T>(request: TokenedRequest | null, decide: () => Decision<T>): Promise<T> {
    return this.#oneAtATime(async () => {
      const first = request && this.#contents.answered(request.key, Date.now());
      if (first) {
        assertSameRequest(first, request);
        return first.answer as T;
      }
      const { change, answer } = decide();
      const answered: AnsweredRequest | undefined = request ? { ...request, answer, answeredAtMs: Date.now() } : undefined;
      if (change?.kind === 'user-removed') await this.#removeUser(change.userId, answered);
      else if (change) await this.#record({ ...change, ...(answered && { request: answered }) });
      else if (answered) await this.#record({ kind: 'request-answered', request: answered });
      return answer;
    });
  }

  /** @throws AwsError ResourceNotFoundException */
  user(userId: string): StoredUser {
    const user = this.users.get(userId);
    if (!user) throw new AwsError('ResourceNotFoundException', `The user id: ${userId} does not exist in the collection id: ${this.id}`);
    return user;
  }

  /** The faces similar enough to a vector of length one, the most similar first. */
  async searchFaces(vector: Float32Array, options: SearchOptions): Promise<FaceMatch[]> {
    const found = await this.#search(this.#contents.faceVectors, vector, options);
    return found.flatMap(({ key, similarityPercent }) => {
      const face = this.faces.get(key);
      return face ? [{ face, similarityPercent }] : [];
    });
  }

  /** The users similar enough to a vector of length one, the most similar first. */
  async searchUsers(vector: Float32Array, options: SearchOptions): Promise<UserMatch[]> {
    const found = await this.#search(this.#contents.userVectors, vector, options);
    return found.flatMap(({ key, similarityPercent }) => {
      const user = this.users.get(key);
      return user ? [{ user, similarityPercent }] : [];
    });
  }

  /** How similar a face is to a user; null when they cannot be compared. */
  similarityToUser(faceId: string, userId: string): number | null {
    const [face, user] = [this.faceVector(faceId), this.userVector(userId)];
    if (!face || !user) return null;
    return this.#similarity.percentOf(dotProduct(face, user));
  }

  /** Waits for changes under way. */
  async close(): Promise<void> {
    await this.#oneAtATime(() => this.#file.close());
  }

  /** Removes the file after the changes under way; whoever comes later with a change is refused. */
  async remove(): Promise<void> {
    await this.#oneAtATime(async () => {
      this.#removed = true;
      await this.#file.close();
      await rm(this.#file.path);
    });
  }

  #indexedBefore({ imageId, externalImageId, box }: NewFace): StoredFace | undefined {
    if (externalImageId === null) return undefined;
    return [...this.faces.values()].find(
      (face) => face.imageId === imageId && face.externalImageId === externalImageId && face.embedding === this.embedding && intersectionOverUnionOfRatios(face.box, box) >= MIN_OVERLAP,
    );
  }

  async #search(matrix: VectorMatrix | null, vector: Float32Array, { minSimilarityPercent, maxResults, except }: SearchOptions): Promise<{ key: string; similarityPercent: number }[]> {
    if (!matrix) return [];
    const nearest = await this.#scanner.nearest(matrix, vector, { minCosine: this.#similarity.cosineFor(minSimilarityPercent), maxResults: maxResults + (except === undefined ? 0 : 1) });
    return nearest
      .filter(({ key }) => key !== except)
      .slice(0, maxResults)
      .map(({ key, cosine }) => ({ key, similarityPercent: this.#similarity.percentOf(cosine) }));
  }

  async #record(record: CollectionRecord): Promise<void> {
    await this.#file.append(record);
    this.#contents.apply(record);
  }

  async #removeUser(userId: string, answered: AnsweredRequest | undefined): Promise<void> {
    const last: CollectionRecord[] = answered ? [{ kind: 'request-answered', request: answered }] : [];
    await this.#file.rewrite(this.#contents.header(), [...this.#contents.records(Date.now(), { userId }), ...last]);
    this.#contents.removeUser(userId);
    for (const record of last) this.#contents.apply(record);
  }

  #oneAtATime<T>(change: () => Promise<T>): Promise<T> {
    const next = (): Promise<T> => {
      if (this.#removed) throw new AwsError('ResourceNotFoundException', `The collection id: ${this.id} does not exist`);
      return change();
    };
    const result = this.#change.then(next, next);
    this.#change = result;
    return result;
  }
}
