import { type JsonOperation, createJsonService } from '../aws/json-service.ts';
import type { AwsService } from '../aws/service.ts';
import type { Vision } from '../vision/vision.ts';
import { CollectionStore } from './collections/collection-store.ts';
import { errorBody } from './error-body.ts';
import type { ReadS3Object } from './image-loader.ts';
import { associateFaces } from './operations/associate-faces.ts';
import { compareFaces } from './operations/compare-faces.ts';
import type { RekognitionContext } from './operations/context.ts';
import { createCollection } from './operations/create-collection.ts';
import { createUser } from './operations/create-user.ts';
import { deleteCollection } from './operations/delete-collection.ts';
import { deleteFaces } from './operations/delete-faces.ts';
import { deleteUser } from './operations/delete-user.ts';
import { describeCollection } from './operations/describe-collection.ts';
import { detectFaces } from './operations/detect-faces.ts';
import { detectLabels } from './operations/detect-labels.ts';
import { detectModerationLabels } from './operations/detect-moderation-labels.ts';
import { disassociateFaces } from './operations/disassociate-faces.ts';
import { indexFaces } from './operations/index-faces.ts';
import { listCollections } from './operations/list-collections.ts';
import { listFaces } from './operations/list-faces.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listUsers } from './operations/list-users.ts';
import { searchFacesByImage } from './operations/search-faces-by-image.ts';
import { searchFaces } from './operations/search-faces.ts';
import { searchUsersByImage } from './operations/search-users-by-image.ts';
import { searchUsers } from './operations/search-users.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';

export interface RekognitionProps {
  /** Stays the caller's to close. */
  readonly vision: Vision;
  /** Rejects when there is no such object. */
  readonly readS3Object: ReadS3Object;
  /** The service's own folder: collections are kept below it. */
  readonly dataDir: string;
  /** Told of errors that are defects of ours. */
  readonly onDefect: (operation: string, error: unknown) => void;
}

export interface Rekognition extends AwsService {
  /** Creates the collection if there is none: for those that the template declares. */
  ensureCollection(collectionId: string): Promise<void>;
  /** Collections whose faces another embedder saw: they answer no search and take no face until they are indexed again. */
  incomparableCollections(): readonly { readonly collectionId: string; readonly embedding: string }[];
}

/**
 * Rekognition's wire protocol over the vision engine. It answers only what a model can tell: what is left out is listed at
 * `toFaceDetail`, `detectLabels` and `detectModerationLabels`.
 *
 * @throws CollectionCorruptError when a collection on disk is damaged
 */
export async function createRekognition(props: RekognitionProps): Promise<Rekognition> {
  const { vision, readS3Object } = props;
  const collections = await CollectionStore.open(props.dataDir, vision.modelVersions.embedding, vision.similarity);
  const context: RekognitionContext = { vision, readS3Object, collections };
  const bind = (operation: (input: unknown, context: RekognitionContext) => unknown): JsonOperation => (input) => operation(input, context);
  const service = createJsonService({
    signingName: 'rekognition',
    targetPrefix: 'RekognitionService',
    jsonVersion: '1.1',
    operations: {
      AssociateFaces: bind(associateFaces),
      CompareFaces: bind(compareFaces),
      CreateCollection: bind(createCollection),
      CreateUser: bind(createUser),
      DeleteCollection: bind(deleteCollection),
      DeleteFaces: bind(deleteFaces),
      DeleteUser: bind(deleteUser),
      DescribeCollection: bind(describeCollection),
      DetectFaces: bind(detectFaces),
      DetectLabels: bind(detectLabels),
      DetectModerationLabels: bind(detectModerationLabels),
      DisassociateFaces: bind(disassociateFaces),
      IndexFaces: bind(indexFaces),
      ListCollections: bind(listCollections),
      ListFaces: bind(listFaces),
      ListTagsForResource: bind(listTagsForResource),
      ListUsers: bind(listUsers),
      SearchFaces: bind(searchFaces),
      SearchFacesByImage: bind(searchFacesByImage),
      SearchUsers: bind(searchUsers),
      SearchUsersByImage: bind(searchUsersByImage),
      TagResource: bind(tagResource),
      UntagResource: bind(untagResource),
    },
    errorBody,
    holdsBodies: true,
    onDefect: props.onDefect,
    close: () => collections.close(),
  });
  return {
    ...service,
    ensureCollection: async (collectionId) => {
      if (!collections.has(collectionId)) await collections.create(collectionId);
    },
    incomparableCollections: () =>
      collections.list().flatMap(({ id, embedding }) => (embedding === vision.modelVersions.embedding ? [] : [{ collectionId: id, embedding }])),
  };
}
