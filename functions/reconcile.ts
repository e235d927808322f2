import { z } from 'zod';
import { FINDING_KINDS } from '../domain/reconciliation/finding.ts';
import { AwsHoldingsStore } from './shared/adapters/aws-holdings-store.ts';
import { DynamoDbFaceDirectory } from './shared/adapters/dynamodb-face-directory.ts';
import { DynamoDbPeople } from './shared/adapters/dynamodb-people.ts';
import { RekognitionVision } from './shared/adapters/rekognition-vision.ts';
import { removeFolder } from './shared/adapters/s3-folder.ts';
import { createDocumentClient, createCollectionClient, createS3Client } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { logger } from './shared/logger.ts';
import { PersonRemoval } from './shared/logic/person-removal.ts';
import { Reconciliation } from './shared/logic/reconciliation.ts';
import { SimilarPeople } from './shared/logic/similar-people.ts';
import { POLICIES_ENVIRONMENT, policiesOf } from './shared/policy-environment.ts';
import { taskHandler } from './shared/task/task-handler.ts';

/** Of an answer, which has a size to keep: whoever has more has them mended first. */
const MAX_FINDINGS = 5_000;

const environment = readEnvironment({ ...POLICIES_ENVIRONMENT, COLLECTION_ID: NameSchema, FACES_TABLE: NameSchema, PHOTOS_BUCKET: NameSchema });
const documents = createDocumentClient();
const rekognition = createCollectionClient();
const s3 = createS3Client();
const removal = new PersonRemoval({
  people: new DynamoDbPeople(documents, environment.FACES_TABLE),
  vision: new RekognitionVision(rekognition, environment.COLLECTION_ID),
  removePhotos: async (externalImageId) => removeFolder(s3, environment.PHOTOS_BUCKET, `photos/${externalImageId}/`),
  now: () => new Date(),
});
const store = new AwsHoldingsStore({ documents, rekognition, s3, facesTable: environment.FACES_TABLE, collectionId: environment.COLLECTION_ID, photosBucket: environment.PHOTOS_BUCKET, removal });
const now = (): Date => new Date();
const similarPeople = new SimilarPeople({ vision: new RekognitionVision(rekognition, environment.COLLECTION_ID), directory: new DynamoDbFaceDirectory(documents, environment.FACES_TABLE), now });
const policies = policiesOf(documents, environment);
const reconciliation = new Reconciliation({ store, judge: async (published) => similarPeople.judgeAgain(published, (await policies.current()).photo), now });

/** Compares the collection, the table and the bucket of registered people; mends what does not belong together, if asked to. Called every day, and by hand. */
export const handler = taskHandler(z.object({ repair: z.boolean().default(false) }), async ({ repair }) => {
  const findings = await reconciliation.run({ repair });
  const counts = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, findings.filter((finding) => finding.kind === kind).length] as const).filter(([, count]) => count > 0));
  const left = findings.filter(({ outcome }) => outcome === 'left').length;
  logger.info('Reconciled', { repair, findings: findings.length, left, counts });
  return { repair, counts, mended: findings.length - left, left, findings: findings.slice(0, MAX_FINDINGS) };
});
