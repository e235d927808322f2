import type { Affine, Point } from '../geometry/affine.ts';
import { fitSimilarity } from '../geometry/similarity-transform.ts';
import { MESH, type MeshPoints } from './mesh-points.ts';

export const ALIGNED_SIZE_PX = 112;

/** Where ArcFace's training crops have the eyes, the nose and the corners of the mouth. Source: insightface, arcface_src. */
const TEMPLATE: readonly Point[] = [
  { x: 38.2946, y: 51.6963 },
  { x: 73.5318, y: 51.5014 },
  { x: 56.0252, y: 71.7366 },
  { x: 41.5493, y: 92.3655 },
  { x: 70.7299, y: 92.2041 },
];

/** From the pixels of the aligned crop of 112 x 112 to the image's. */
export function alignedCrop(points: MeshPoints): Affine {
  return fitSimilarity(TEMPLATE, [
    points.middleOf([33, 133, 160, 158, 144, 153]),
    points.middleOf([263, 362, 387, 385, 373, 380]),
    points.at(MESH.noseTip),
    points.at(MESH.mouthLeft),
    points.at(MESH.mouthRight),
  ]);
}
