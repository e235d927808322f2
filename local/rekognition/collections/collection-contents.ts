import type { CollectionHeader, CollectionRecord } from './collection-record.ts';
import { type AnsweredRequest, TOKEN_LIFETIME_MS } from './request-token.ts';
import type { EmbeddedFace, StoredFace } from './stored-face.ts';
import type { StoredUser } from './stored-user.ts';
import { userVector } from './user-vector.ts';
import { VectorMatrix } from './vector-matrix.ts';

/**
 * What a collection holds, in memory. It changes by the records of its file and by removals alone, so that it is the same after a restart:
 * `records()` and `header()` say all of it.
 */
export class CollectionContents {
  readonly #origin: Omit<CollectionHeader, 'nextOrdinal'>;
  #nextOrdinal: number;
  /** By their ids, in the order of their ordinals. */
  readonly #faces = new Map<string, StoredFace>();
  readonly #users = new Map<string, StoredUser>();
  readonly #userOfFace = new Map<string, string>();
  readonly #requests = new Map<string, AnsweredRequest>();
  #tags: Readonly<Record<string, string>> = {};
  #faceVectors: VectorMatrix | null = null;
  #userVectors: VectorMatrix | null = null;
  /** Of faces that another embedder saw: kept, never compared. */
  readonly #strangeVectors = new Map<string, Float32Array>();

  constructor({ nextOrdinal, ...origin }: CollectionHeader) {
    this.#origin = origin;
    this.#nextOrdinal = nextOrdinal;
  }

  get faces(): ReadonlyMap<string, StoredFace> {
    return this.#faces;
  }

  get users(): ReadonlyMap<string, StoredUser> {
    return this.#users;
  }

  get tags(): Readonly<Record<string, string>> {
    return this.#tags;
  }

  get nextOrdinal(): number {
    return this.#nextOrdinal;
  }

  /** Null while there is none. */
  get faceVectors(): VectorMatrix | null {
    return this.#faceVectors;
  }

  /** Null while there is none. A user without comparable faces has no vector. */
  get userVectors(): VectorMatrix | null {
    return this.#userVectors;
  }

  /** Whom a face is associated with. */
  userOf(faceId: string): string | undefined {
    return this.#userOfFace.get(faceId);
  }

  answered(key: string, nowMs: number): AnsweredRequest | undefined {
    const request = this.#requests.get(key);
    return request && isRemembered(request, nowMs) ? request : undefined;
  }

  /** @throws RangeError when the record says something of a face or user that is not there */
  apply(record: CollectionRecord): void {
    switch (record.kind) {
      case 'faces-added':
        for (const { vector, ...face } of record.faces) this.#addFace(face, vector);
        return;
      case 'user-created':
        this.#users.set(record.userId, { ordinal: record.ordinal, userId: record.userId, faceIds: [] });
        this.#nextOrdinal = Math.max(this.#nextOrdinal, record.ordinal + 1);
        break;
      case 'faces-associated':
        for (const faceId of record.faceIds) this.#userOfFace.set(faceId, record.userId);
        this.#setFaces(record.userId, (faceIds) => [...faceIds, ...record.faceIds]);
        break;
      case 'faces-disassociated':
        for (const faceId of record.faceIds) this.#userOfFace.delete(faceId);
        this.#setFaces(record.userId, (faceIds) => faceIds.filter((faceId) => !record.faceIds.includes(faceId)));
        break;
      case 'tags-set':
        this.#tags = record.tags;
        return;
      case 'request-answered':
        break;
    }
    if (record.request) this.#requests.set(record.request.key, record.request);
  }

  /** Only faces that no user has. */
  removeFaces(faceIds: ReadonlySet<string>): void {
    for (const faceId of faceIds) {
      this.#faces.delete(faceId);
      this.#strangeVectors.delete(faceId);
    }
    this.#faceVectors?.remove(faceIds);
  }

  /** The faces stay, without a user. */
  removeUser(userId: string): void {
    for (const faceId of this.#users.get(userId)?.faceIds ?? []) this.#userOfFace.delete(faceId);
    this.#users.delete(userId);
    this.#userVectors?.remove([userId]);
  }

  vectorOf(faceId: string): Float32Array | undefined {
    return this.#faceVectors?.get(faceId) ?? this.#strangeVectors.get(faceId);
  }

  header(): CollectionHeader {
    return { ...this.#origin, nextOrdinal: this.#nextOrdinal };
  }

  /** What is to be written to leave exactly this, but for requests that nobody can repeat any more. */
  *records(nowMs: number, left: { readonly faceIds?: ReadonlySet<string>; readonly userId?: string } = {}): Generator<CollectionRecord> {
    if (Object.keys(this.#tags).length > 0) yield { kind: 'tags-set', tags: this.#tags };
    for (const { face, vector } of this.embeddedFaces()) if (left.faceIds?.has(face.faceId) !== true) yield { kind: 'faces-added', faces: [{ ...face, vector }] };
    for (const { ordinal, userId, faceIds } of this.#users.values()) {
      if (userId === left.userId) continue;
      yield { kind: 'user-created', ordinal, userId };
      if (faceIds.length > 0) yield { kind: 'faces-associated', userId, faceIds: [...faceIds] };
    }
    for (const request of this.#requests.values()) if (isRemembered(request, nowMs)) yield { kind: 'request-answered', request };
  }

  *embeddedFaces(): Generator<EmbeddedFace> {
    for (const face of this.#faces.values()) {
      const vector = this.vectorOf(face.faceId);
      if (vector) yield { face, vector };
    }
  }

  #addFace(face: StoredFace, vector: Float32Array): void {
    this.#faces.set(face.faceId, face);
    this.#nextOrdinal = Math.max(this.#nextOrdinal, face.ordinal + 1);
    if (face.embedding === this.#origin.embedding) (this.#faceVectors ??= new VectorMatrix(vector.length)).set(face.faceId, vector);
    else this.#strangeVectors.set(face.faceId, vector);
  }

  #setFaces(userId: string, change: (faceIds: readonly string[]) => readonly string[]): void {
    const user = this.#users.get(userId);
    if (!user) throw new RangeError('A record speaks of a user who was not created');
    const faceIds = change(user.faceIds);
    if (faceIds.some((faceId) => !this.#faces.has(faceId))) throw new RangeError('A record speaks of a face that was not added');
    this.#users.set(userId, { ...user, faceIds });
    const vectors = faceIds.flatMap((faceId) => this.#faceVectors?.get(faceId) ?? []);
    if (vectors.length === 0) this.#userVectors?.remove([userId]);
    else (this.#userVectors ??= new VectorMatrix(this.#faceVectors?.columns ?? 0)).set(userId, userVector(vectors));
  }
}

function isRemembered(request: AnsweredRequest, nowMs: number): boolean {
  return nowMs - request.answeredAtMs < TOKEN_LIFETIME_MS;
}
