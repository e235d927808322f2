import {
  DeleteFacesCommand,
  DetectFacesCommand,
  DetectLabelsCommand,
  DetectModerationLabelsCommand,
  IndexFacesCommand,
  InvalidParameterException,
  paginateListFaces,
  SearchFacesByImageCommand,
  SearchFacesCommand,
  type BoundingBox,
  type FaceMatch,
  type RekognitionClient,
} from '@aws-sdk/client-rekognition';
import type { Box } from '../../../domain/geometry.ts';
import type { ObservedFace, ObservedLabel, ObservedModerationLabel } from '../../../domain/observations.ts';
import type { PortraitFace, Trait } from '../../../domain/registration/portrait.ts';
import type { SimilarFace } from '../../../domain/registration/uniqueness.ts';
import type { FaceSearch, Seen, StoredImage, Vision } from '../ports/vision.ts';

/** More labels than any webcam frame has; it bounds what the state machine carries. */
const MAX_LABELS = 100;

/** A person may have ten faces, and one that is pending never matches: behind it there may be a registered one. */
const MAX_CANDIDATES = 50;

/** As many as Rekognition answers at most: of what may be a duplicate nothing is left out. */
const MAX_SIMILAR_FACES = 4_096;

/** As many as ListFaces answers at most. */
const FACES_A_PAGE = 4_096;

export class RekognitionVision implements Vision {
  readonly #client: RekognitionClient;
  readonly #collectionId: string;

  /** @param collectionId the collection of registered faces; needed by the methods that search or change it */
  constructor(client: RekognitionClient, collectionId = '') {
    this.#client = client;
    this.#collectionId = collectionId;
  }

  async detectLabels(image: StoredImage, minConfidencePercent: number): Promise<Seen<ObservedLabel[]>> {
    const answer = await this.#client.send(new DetectLabelsCommand({ Image: toImage(image), MinConfidence: minConfidencePercent, MaxLabels: MAX_LABELS }));
    const value = (answer.Labels ?? []).map((label) => ({
      name: label.Name ?? '',
      confidencePercent: label.Confidence ?? 0,
      aliases: (label.Aliases ?? []).flatMap(({ Name }) => Name ?? []),
      parents: (label.Parents ?? []).flatMap(({ Name }) => Name ?? []),
      instances: (label.Instances ?? []).map((instance) => ({ confidencePercent: instance.Confidence ?? 0, box: toBox(instance.BoundingBox) })),
    }));
    return { value, modelVersion: answer.LabelModelVersion ?? null };
  }

  async detectFaces(image: StoredImage): Promise<Seen<ObservedFace[]>> {
    // Never ALL: emotion, gender and age are not Invigil's business, and box and landmarks come by default.
    const answer = await this.#client.send(new DetectFacesCommand({ Image: toImage(image), Attributes: ['DEFAULT'] }));
    const value = (answer.FaceDetails ?? []).map((face) => ({
      confidencePercent: face.Confidence ?? 0,
      box: toBox(face.BoundingBox),
      landmarks: (face.Landmarks ?? []).map(({ Type, X, Y }) => ({ type: Type ?? '', x: X ?? 0, y: Y ?? 0 })),
    }));
    return { value, modelVersion: null };
  }

  async detectModeration(image: StoredImage, minConfidencePercent: number): Promise<Seen<ObservedModerationLabel[]>> {
    const answer = await this.#client.send(new DetectModerationLabelsCommand({ Image: toImage(image), MinConfidence: minConfidencePercent }));
    const value = (answer.ModerationLabels ?? []).map((label) => ({
      name: label.Name ?? '',
      parentName: label.ParentName === undefined || label.ParentName === '' ? null : label.ParentName,
      confidencePercent: label.Confidence ?? 0,
    }));
    return { value, modelVersion: answer.ModerationModelVersion ?? null };
  }

  async inspectFaces(image: StoredImage): Promise<PortraitFace[]> {
    const answer = await this.#client.send(new DetectFacesCommand({ Image: toImage(image), Attributes: ['DEFAULT', 'EYES_OPEN', 'SUNGLASSES', 'FACE_OCCLUDED'] }));
    return (answer.FaceDetails ?? []).map((face) => ({
      box: toBox(face.BoundingBox),
      sharpnessPercent: face.Quality?.Sharpness ?? null,
      brightnessPercent: face.Quality?.Brightness ?? null,
      yawDegrees: face.Pose?.Yaw ?? null,
      pitchDegrees: face.Pose?.Pitch ?? null,
      rollDegrees: face.Pose?.Roll ?? null,
      eyesOpen: toTrait(face.EyesOpen),
      sunglasses: toTrait(face.Sunglasses),
      covered: toTrait(face.FaceOccluded),
    }));
  }

  async searchFace(image: StoredImage, minSimilarityPercent: number, maxCandidates = MAX_CANDIDATES): Promise<Seen<FaceSearch>> {
    const command = new SearchFacesByImageCommand({
      CollectionId: this.#collectionId,
      Image: toImage(image),
      FaceMatchThreshold: minSimilarityPercent,
      MaxFaces: maxCandidates,
      QualityFilter: 'NONE',
    });
    try {
      const answer = await this.#client.send(command);
      return {
        value: {
          face: { confidencePercent: answer.SearchedFaceConfidence ?? 0, box: toBox(answer.SearchedFaceBoundingBox) },
          candidates: toSimilarFaces(answer.FaceMatches),
        },
        modelVersion: answer.FaceModelVersion ?? null,
      };
    } catch (error) {
      if (!isNoFace(error)) throw error;
      return { value: { face: null, candidates: [] }, modelVersion: null };
    }
  }

  async searchIndexedFace(faceId: string, minSimilarityPercent: number): Promise<SimilarFace[]> {
    const answer = await this.#client.send(new SearchFacesCommand({ CollectionId: this.#collectionId, FaceId: faceId, FaceMatchThreshold: minSimilarityPercent, MaxFaces: MAX_SIMILAR_FACES }));
    return toSimilarFaces(answer.FaceMatches);
  }

  async indexFace(image: StoredImage, externalImageId: string): Promise<string | null> {
    const answer = await this.#client.send(
      new IndexFacesCommand({ CollectionId: this.#collectionId, Image: toImage(image), ExternalImageId: externalImageId, MaxFaces: 1, QualityFilter: 'AUTO', DetectionAttributes: ['DEFAULT'] }),
    );
    return answer.FaceRecords?.[0]?.Face?.FaceId ?? null;
  }

  async findFaceIds(externalImageId: string): Promise<string[]> {
    const faceIds: string[] = [];
    for await (const page of paginateListFaces({ client: this.#client, pageSize: FACES_A_PAGE }, { CollectionId: this.#collectionId })) {
      for (const face of page.Faces ?? []) if (face.ExternalImageId === externalImageId && face.FaceId !== undefined) faceIds.push(face.FaceId);
    }
    return faceIds;
  }

  async removeFaces(faceIds: readonly string[]): Promise<number> {
    if (faceIds.length === 0) return 0;
    const { DeletedFaces: deleted = [], UnsuccessfulFaceDeletions: kept = [] } = await this.#client.send(new DeleteFacesCommand({ CollectionId: this.#collectionId, FaceIds: [...faceIds] }));
    const stuck = kept.filter(({ Reasons }) => !(Reasons ?? []).includes('FACE_NOT_FOUND'));
    if (stuck.length > 0) throw new Error(`${String(stuck.length)} faces were not removed.`);
    return deleted.length;
  }
}

/** Rekognition has no error of its own for an image without a face: only this one's message tells it from a wrong request. */
function isNoFace(error: unknown): boolean {
  return error instanceof InvalidParameterException && /no faces?/i.test(error.message);
}

function toImage({ bucket, key }: StoredImage): { S3Object: { Bucket: string; Name: string } } {
  return { S3Object: { Bucket: bucket, Name: key } };
}

function toBox(box: BoundingBox | undefined): Box {
  return { left: box?.Left ?? 0, top: box?.Top ?? 0, width: box?.Width ?? 0, height: box?.Height ?? 0 };
}

function toSimilarFaces(matches: FaceMatch[] | undefined): SimilarFace[] {
  return (matches ?? []).flatMap(({ Face, Similarity }) =>
    Face?.ExternalImageId === undefined ? [] : [{ faceId: Face.FaceId ?? '', externalImageId: Face.ExternalImageId, similarityPercent: Similarity ?? 0 }],
  );
}

/** What is not told is not known. */
function toTrait(attribute: { Value?: boolean | undefined; Confidence?: number | undefined } | undefined): Trait | null {
  return attribute?.Value === undefined ? null : { value: attribute.Value, confidencePercent: attribute.Confidence ?? 0 };
}
