import { isDeepStrictEqual } from 'node:util';
import { paginateListFaces, type RekognitionClient } from '@aws-sdk/client-rekognition';
import { DeleteObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { DeleteCommand, GetCommand, paginateScan, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { HeldGuard, HeldPhoto, HeldReservation, HeldRow, Holdings } from '../../../domain/reconciliation/holdings.ts';
import { externalIdKey } from '../../../domain/registration/external-id.ts';
import { LEASE_GRACE_MS } from '../../../domain/registration/reservation.ts';
import type { PersonRemoval } from '../logic/person-removal.ts';
import type { FaceReplacement, HoldingsStore } from '../ports/holdings-store.ts';
import { wasMade } from './conditional-write.ts';
import { asSeenGuard } from './dynamodb-external-id-guards.ts';
import { toHeldGuard, toHeldRow } from './held-row.ts';
import { RekognitionVision } from './rekognition-vision.ts';

const PHOTOS = 'photos/';

/** Who finishes removals, as the receipts name them. */
const RECONCILIATION = 'reconciliation';

export interface AwsHoldingsStoreProps {
  documents: DynamoDBDocumentClient;
  rekognition: RekognitionClient;
  s3: S3Client;
  facesTable: string;
  collectionId: string;
  photosBucket: string;
  removal: PersonRemoval;
}

export class AwsHoldingsStore implements HoldingsStore {
  readonly #props: AwsHoldingsStoreProps;
  readonly #vision: RekognitionVision;

  constructor(props: AwsHoldingsStoreProps) {
    this.#props = props;
    this.#vision = new RekognitionVision(props.rekognition, props.collectionId);
  }

  async all(): Promise<Holdings[]> {
    const people = new Map<string, Holdings>();
    const of = (externalImageId: string): Holdings => {
      const held = people.get(externalImageId) ?? { externalImageId, row: null, faceIds: [], photos: [], guards: [] };
      people.set(externalImageId, held);
      return held;
    };
    const { documents, rekognition, facesTable, collectionId } = this.#props;
    for await (const { Items: items = [] } of paginateScan({ client: documents }, { TableName: facesTable, ConsistentRead: true })) {
      for (const item of items) {
        const [person, kept] = [toHeldRow(item), toHeldGuard(item)];
        if (person) of(person.externalImageId).row = person.row;
        if (kept) of(kept.holder).guards.push(kept.guard);
      }
    }
    for await (const { Faces: faces = [] } of paginateListFaces({ client: rekognition, pageSize: 1_000 }, { CollectionId: collectionId })) {
      for (const { FaceId: faceId, ExternalImageId: externalImageId = '' } of faces) if (faceId !== undefined) of(externalImageId).faceIds.push(faceId);
    }
    for (const photo of await this.#photos(PHOTOS)) of(photo.key.split('/')[1] ?? '').photos.push(photo);
    return [...people.values()];
  }

  async of(externalImageId: string, externalIds: readonly string[]): Promise<Holdings | null> {
    const before = await this.#row(externalImageId);
    const faceIds = await this.#vision.findFaceIds(externalImageId);
    const photos = await this.#photos(`${PHOTOS}${externalImageId}/`);
    const guards: HeldGuard[] = [];
    for (const externalId of externalIds) {
      const kept = toHeldGuard(await this.#item(externalIdKey(externalId)));
      if (kept?.holder === externalImageId) guards.push(kept.guard);
    }
    const row = await this.#row(externalImageId);
    return isDeepStrictEqual(row, before) ? { externalImageId, row, faceIds, photos, guards } : null;
  }

  async removeFaces(faceIds: readonly string[]): Promise<void> {
    await this.#vision.removeFaces(faceIds);
  }

  async indexFace(externalImageId: string, key: string): Promise<string | null> {
    return this.#vision.indexFace({ bucket: this.#props.photosBucket, key }, externalImageId);
  }

  async reservePerson(externalImageId: string, row: HeldRow, faceId: string, { photoKey, ...reservation }: HeldReservation): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#props.facesTable,
      Key: { externalImageId },
      // As 'Reserve person' of register-face, but for a lease that is over: what it left behind is mended first. One's own is there when a reply was lost.
      ConditionExpression: `#state = :registered AND faceIds[${String(row.faceIds.indexOf(faceId))}] = :faceId AND (attribute_not_exists(reservation) OR reservation.executionName = :me)`,
      UpdateExpression: 'SET reservation = :reservation',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':registered': 'registered',
        ':faceId': faceId,
        ':me': reservation.executionName,
        ':reservation': { ...reservation, photo: { bucket: this.#props.photosBucket, key: photoKey } },
      },
    });
    return wasMade(this.#props.documents.send(command));
  }

  async replaceFace(externalImageId: string, row: HeldRow, { faceId, newFaceId, reservation }: FaceReplacement): Promise<boolean> {
    const place = row.faceIds.indexOf(faceId);
    const photoPlace = row.photos.findIndex((photo) => photo.faceId === faceId);
    const command = new UpdateCommand({
      TableName: this.#props.facesTable,
      Key: { externalImageId },
      ConditionExpression: `faceIds[${String(place)}] = :faceId AND reservation.executionName = :me AND reservation.isWithdrawn = :false AND reservation.leaseExpiresAt > :now`,
      UpdateExpression: `SET faceIds[${String(place)}] = :newFaceId${photoPlace < 0 ? '' : `, photos[${String(photoPlace)}].faceId = :newFaceId`} REMOVE reservation`,
      ExpressionAttributeValues: { ':faceId': faceId, ':newFaceId': newFaceId, ':me': reservation.executionName, ':false': false, ':now': new Date().toISOString() },
    });
    return wasMade(this.#props.documents.send(command));
  }

  async isCounted(externalImageId: string, faceId: string): Promise<boolean> {
    return (await this.#row(externalImageId))?.faceIds.includes(faceId) === true;
  }

  async removePendingRow(externalImageId: string, { reservation }: HeldRow): Promise<boolean> {
    const command = new DeleteCommand({
      TableName: this.#props.facesTable,
      Key: { externalImageId },
      ConditionExpression: `#state = :pending AND ${reservation === null ? 'attribute_not_exists(reservation)' : 'reservation.executionName = :executionName'}`,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':pending': 'pending', ...(reservation === null ? {} : { ':executionName': reservation.executionName }) },
    });
    return wasMade(this.#props.documents.send(command));
  }

  async removeReservation(externalImageId: string, { executionName }: HeldReservation): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#props.facesTable,
      Key: { externalImageId },
      ConditionExpression: 'reservation.executionName = :executionName',
      UpdateExpression: 'REMOVE reservation',
      ExpressionAttributeValues: { ':executionName': executionName },
    });
    return wasMade(this.#props.documents.send(command));
  }

  async removeGuard(externalImageId: string, { externalId, ...guard }: HeldGuard): Promise<boolean> {
    const seen = asSeenGuard({ takenBy: null, ...guard, holder: externalImageId });
    const command = new DeleteCommand({ TableName: this.#props.facesTable, Key: { externalImageId: externalIdKey(externalId) }, ConditionExpression: seen.condition, ExpressionAttributeValues: seen.values });
    return wasMade(this.#props.documents.send(command));
  }

  async keepExternalId(externalImageId: string, externalId: string): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#props.facesTable,
      Key: { externalImageId: externalIdKey(externalId) },
      // While a lease runs, a change of the person decides.
      ConditionExpression: 'attribute_not_exists(externalImageId) OR (holder = :holder AND (attribute_not_exists(leaseExpiresAt) OR leaseExpiresAt < :stale))',
      UpdateExpression: 'SET holder = :holder REMOVE leaseExpiresAt',
      ExpressionAttributeValues: { ':holder': externalImageId, ':stale': new Date(Date.now() - LEASE_GRACE_MS).toISOString() },
    });
    return wasMade(this.#props.documents.send(command));
  }

  async removePhoto({ key }: Pick<HeldPhoto, 'key'>): Promise<void> {
    await this.#props.s3.send(new DeleteObjectCommand({ Bucket: this.#props.photosBucket, Key: key }));
  }

  async finishRemoval(externalImageId: string): Promise<void> {
    await this.#props.removal.remove(externalImageId, RECONCILIATION);
  }

  async #row(externalImageId: string): Promise<HeldRow | null> {
    return toHeldRow(await this.#item(externalImageId))?.row ?? null;
  }

  async #item(key: string): Promise<Record<string, unknown> | undefined> {
    // A face that somebody else has put into the collection may belong to nobody.
    if (key === '') return undefined;
    const { Item: item } = await this.#props.documents.send(new GetCommand({ TableName: this.#props.facesTable, Key: { externalImageId: key }, ConsistentRead: true }));
    return item;
  }

  async #photos(prefix: string): Promise<HeldPhoto[]> {
    const photos: HeldPhoto[] = [];
    for await (const { Contents: contents = [] } of paginateListObjectsV2({ client: this.#props.s3 }, { Bucket: this.#props.photosBucket, Prefix: prefix })) {
      for (const { Key: key, LastModified: modifiedAt } of contents) if (key !== undefined && modifiedAt !== undefined) photos.push({ key, modifiedAt: modifiedAt.toISOString() });
    }
    return photos;
  }
}
