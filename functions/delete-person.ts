import { NotFoundError } from '../domain/errors.ts';
import { DynamoDbPeople } from './shared/adapters/dynamodb-people.ts';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { removeFolder } from './shared/adapters/s3-folder.ts';
import { createDocumentClient, createCollectionClient, createS3Client } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiAction } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { PersonRemoval } from './shared/logic/person-removal.ts';

const environment = readEnvironment({ COLLECTION_ID: NameSchema, FACES_TABLE: NameSchema, PHOTOS_BUCKET: NameSchema });
const s3 = createS3Client();
const removal = new PersonRemoval({
  people: new DynamoDbPeople(createDocumentClient(), environment.FACES_TABLE),
  vision: new RekognitionVision(createCollectionClient(), environment.COLLECTION_ID),
  removePhotos: async (externalImageId) => removeFolder(s3, environment.PHOTOS_BUCKET, `photos/${externalImageId}/`),
  now: () => new Date(),
});

/** `DELETE /faces/{id}`: the person's faces, photos and rows; answers the receipt. */
export const handler = apiAction({ groups: ['admin'], audit: { action: 'DeleteFace', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, caller }) => {
  const receipt = await removal.remove(pathParameterOf(event, 'id'), caller.sub);
  if (receipt === null) throw new NotFoundError('Nobody is registered under this id.');
  return { statusCode: 200, body: receipt };
});
