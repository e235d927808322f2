import { type HeadPose, poseOfAxes } from './head-pose.ts';
import type { MeshPoints, Point3 } from './mesh-points.ts';

/** The mesh's own frontal face looks down by this much, measured on photographs with known pose. */
const PITCH_BIAS_DEGREES = 5.5;

/** The turn of the axes that the mesh's stiffest points span: cheek to cheek, and forehead to chin. From 30 degrees on its yaw is too small. */
export function meshPose(points: MeshPoints): HeadPose {
  const across = unit(minus(points.middleOf([454, 323, 263, 447]), points.middleOf([234, 93, 33, 227])));
  const faceDown = unit(minus(points.middleOf([152, 148, 377]), points.middleOf([10, 109, 338])));
  const away = unit(cross(across, faceDown));
  const pose = poseOfAxes({ across, down: cross(away, across), away });
  return { ...pose, pitchDegrees: pose.pitchDegrees + PITCH_BIAS_DEGREES };
}

function minus(a: Point3, b: Point3): Point3 {
  return { x: a.x - b.x, y: a.y - b.y, z: a.z - b.z };
}

function cross(a: Point3, b: Point3): Point3 {
  return { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x };
}

function unit(vector: Point3): Point3 {
  const length = Math.hypot(vector.x, vector.y, vector.z);
  return { x: vector.x / length, y: vector.y / length, z: vector.z / length };
}
