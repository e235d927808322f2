import type { Face } from '@aws-sdk/client-rekognition';
import { toBoundingBox } from '../bounding-box.ts';
import type { StoredFace } from '../collections/stored-face.ts';

/** A face of a collection as Rekognition gives it. */
export function toFace({ faceId, box, imageId, externalImageId, confidencePercent }: StoredFace, embedding: string): Face {
  return {
    FaceId: faceId,
    BoundingBox: toBoundingBox(box),
    ImageId: imageId,
    ...(externalImageId !== null && { ExternalImageId: externalImageId }),
    Confidence: confidencePercent,
    IndexFacesModelVersion: embedding,
  };
}
