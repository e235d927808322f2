import type { Face } from '@aws-sdk/client-rekognition';
import { toBoundingBox } from '../bounding-box.ts';
import type { Collection } from '../collections/collection.ts';
import type { StoredFace } from '../collections/stored-face.ts';

/** A face of a collection as Rekognition gives it. */
export function toFace({ faceId, box, imageId, externalImageId, confidencePercent, embedding }: StoredFace, collection: Collection): Face {
  const userId = collection.userOf(faceId);
  return {
    FaceId: faceId,
    BoundingBox: toBoundingBox(box),
    ImageId: imageId,
    ...(externalImageId !== null && { ExternalImageId: externalImageId }),
    Confidence: confidencePercent,
    IndexFacesModelVersion: embedding,
    ...(userId !== undefined && { UserId: userId }),
  };
}
