import { DeleteFacesCommand, paginateListFaces } from '@aws-sdk/client-rekognition';
import { DeleteObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { DeleteCommand, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instance } from './instance.ts';

const COLLECTION_ID = 'Invigil-faces';

export interface RegistrationState {
  faces: { faceId: string; externalImageId: string }[];
  /** Rows of people. */
  rows: PersonItem[];
  /** Rows that keep an external id for somebody. */
  guards: { externalImageId: string; holder: string; leaseExpiresAt?: string }[];
  photoKeys: string[];
}

export interface PersonItem {
  externalImageId: string;
  fullName: string;
  state: string;
  externalId?: string;
  faceIds?: string[];
  photos?: { faceId: string; key: string }[];
  reservation?: { isWithdrawn: boolean };
}

/** Everything that registrations have left: faces in the collection, rows, photographs. */
export async function registrationState(instance: Instance): Promise<RegistrationState> {
  const state: RegistrationState = { faces: [], rows: [], guards: [], photoKeys: [] };
  for await (const page of paginateListFaces({ client: instance.aws.rekognition() }, { CollectionId: COLLECTION_ID })) {
    state.faces.push(...(page.Faces ?? []).map((face) => ({ faceId: face.FaceId ?? '', externalImageId: face.ExternalImageId ?? '' })));
  }
  for await (const page of paginateScan({ client: instance.aws.dynamoDb() }, { TableName: 'Faces', ConsistentRead: true })) {
    for (const item of page.Items ?? []) {
      if (String(item.externalImageId).startsWith('externalId#')) state.guards.push(item as RegistrationState['guards'][number]);
      else state.rows.push(item as PersonItem);
    }
  }
  for await (const page of paginateListObjectsV2({ client: instance.aws.s3() }, { Bucket: 'photos', Prefix: 'photos/' })) {
    state.photoKeys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
  }
  return state;
}

/** What contradicts itself: a registered person who would not be recognised, or could not be shown. Must never be. */
export function contradictions({ faces, rows, guards, photoKeys }: RegistrationState): string[] {
  const registered = rows.filter(({ state }) => state === 'registered');
  return [
    ...registered.flatMap(({ externalImageId, faceIds = [] }) =>
      faceIds.length === 0 ? [`row ${externalImageId} without a face`] : faceIds.filter((id) => !faces.some((face) => face.faceId === id && face.externalImageId === externalImageId)).map((id) => `row ${externalImageId} without its face ${id}`),
    ),
    ...registered.flatMap(({ externalImageId, photos = [] }) => photos.filter(({ key }) => !photoKeys.includes(key)).map(({ key }) => `row ${externalImageId} without its photo ${key}`)),
    ...registered.flatMap(({ externalImageId, externalId }) =>
      externalId === undefined || guards.some((guard) => guard.externalImageId === `externalId#${externalId}` && guard.holder === externalImageId && guard.leaseExpiresAt === undefined) ? [] : [`external id of ${externalImageId} kept for nobody`],
    ),
  ];
}

/** What is left behind of registrations that are over: it never matches, and reconciliation removes it. */
export function leftBehind({ faces, rows, guards, photoKeys }: RegistrationState): string[] {
  const registered = new Map(rows.filter(({ state }) => state === 'registered').map((row) => [row.externalImageId, row]));
  return [
    ...faces.filter(({ faceId, externalImageId }) => registered.get(externalImageId)?.faceIds?.includes(faceId) !== true).map(({ faceId }) => `face ${faceId} without a row`),
    ...rows.filter(({ state }) => state !== 'registered').map(({ externalImageId, state }) => `${state} row ${externalImageId}`),
    ...[...registered.values()].filter(({ reservation }) => reservation !== undefined).map(({ externalImageId }) => `reservation of ${externalImageId}`),
    ...guards.filter(({ holder }) => !registered.has(holder)).map(({ externalImageId }) => `guard ${externalImageId} of nobody`),
    ...photoKeys.filter((key) => ![...registered.values()].some(({ photos = [] }) => photos.some((photo) => photo.key === key))).map((key) => `photo ${key} without a row`),
  ];
}

/** Takes a registered person away whole, so that the same face can be registered again. */
export async function forgetPerson(instance: Instance, externalImageId: string): Promise<void> {
  const { rows } = await registrationState(instance);
  const row = rows.find((candidate) => candidate.externalImageId === externalImageId);
  if (row === undefined) return;
  await instance.aws.rekognition().send(new DeleteFacesCommand({ CollectionId: COLLECTION_ID, FaceIds: row.faceIds ?? [] }));
  const keys = [externalImageId, ...(row.externalId === undefined ? [] : [`externalId#${row.externalId}`])];
  for (const key of keys) await instance.aws.dynamoDb().send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: key } }));
  for (const { key } of row.photos ?? []) await instance.aws.s3().send(new DeleteObjectCommand({ Bucket: 'photos', Key: key }));
}

/** Takes all photos of a person away but the first. */
export async function forgetFurtherPhotos(instance: Instance, externalImageId: string): Promise<void> {
  const { rows } = await registrationState(instance);
  const { faceIds: [first, ...faceIds] = [], photos: [firstPhoto, ...photos] = [] } = rows.find((row) => row.externalImageId === externalImageId) ?? {};
  await instance.aws.dynamoDb().send(new UpdateCommand({ TableName: 'Faces', Key: { externalImageId }, UpdateExpression: 'SET faceIds = :faceIds, photos = :photos', ExpressionAttributeValues: { ':faceIds': [first], ':photos': [firstPhoto] } }));
  if (faceIds.length > 0) await instance.aws.rekognition().send(new DeleteFacesCommand({ CollectionId: COLLECTION_ID, FaceIds: faceIds }));
  for (const { key } of photos) await instance.aws.s3().send(new DeleteObjectCommand({ Bucket: 'photos', Key: key }));
}
