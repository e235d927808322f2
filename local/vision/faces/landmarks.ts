import type { Point } from '../geometry/affine.ts';
import { MESH, type MeshPoints } from './mesh-points.ts';

/** Rekognition's names. Left and right are the viewer's. */
export type LandmarkName =
  | 'eyeLeft' | 'eyeRight' | 'mouthLeft' | 'mouthRight' | 'nose'
  | 'leftEyeBrowLeft' | 'leftEyeBrowUp' | 'leftEyeBrowRight' | 'rightEyeBrowLeft' | 'rightEyeBrowUp' | 'rightEyeBrowRight'
  | 'leftEyeLeft' | 'leftEyeRight' | 'leftEyeUp' | 'leftEyeDown' | 'rightEyeLeft' | 'rightEyeRight' | 'rightEyeUp' | 'rightEyeDown'
  | 'noseLeft' | 'noseRight' | 'mouthUp' | 'mouthDown' | 'leftPupil' | 'rightPupil'
  | 'upperJawlineLeft' | 'midJawlineLeft' | 'chinBottom' | 'midJawlineRight' | 'upperJawlineRight';

/** The landmarks of a face in image pixels, in Rekognition's order: the first five are those of its default attributes. */
export function landmarks(points: MeshPoints, pupils: { readonly left: Point; readonly right: Point }): ReadonlyMap<LandmarkName, Point> {
  const at = (index: number): Point => points.at(index);
  return new Map<LandmarkName, Point>([
    ['eyeLeft', points.leftEye],
    ['eyeRight', points.rightEye],
    ['mouthLeft', at(MESH.mouthLeft)],
    ['mouthRight', at(MESH.mouthRight)],
    ['nose', at(MESH.noseTip)],
    ['leftEyeBrowLeft', at(MESH.leftBrowOuter)],
    ['leftEyeBrowRight', at(MESH.leftBrowInner)],
    ['leftEyeBrowUp', at(MESH.leftBrowTop)],
    ['rightEyeBrowLeft', at(MESH.rightBrowInner)],
    ['rightEyeBrowRight', at(MESH.rightBrowOuter)],
    ['rightEyeBrowUp', at(MESH.rightBrowTop)],
    ['leftEyeLeft', at(MESH.leftEyeOuter)],
    ['leftEyeRight', at(MESH.leftEyeInner)],
    ['leftEyeUp', at(MESH.leftEyeUpper)],
    ['leftEyeDown', at(MESH.leftEyeLower)],
    ['rightEyeLeft', at(MESH.rightEyeInner)],
    ['rightEyeRight', at(MESH.rightEyeOuter)],
    ['rightEyeUp', at(MESH.rightEyeUpper)],
    ['rightEyeDown', at(MESH.rightEyeLower)],
    ['noseLeft', at(MESH.noseLeft)],
    ['noseRight', at(MESH.noseRight)],
    ['mouthUp', at(MESH.mouthTop)],
    ['mouthDown', at(MESH.mouthBottom)],
    ['leftPupil', pupils.left],
    ['rightPupil', pupils.right],
    ['upperJawlineLeft', at(MESH.leftJawUpper)],
    ['midJawlineLeft', at(MESH.leftJawMiddle)],
    ['chinBottom', at(MESH.chin)],
    ['midJawlineRight', at(MESH.rightJawMiddle)],
    ['upperJawlineRight', at(MESH.rightJawUpper)],
  ]);
}
