import type { MeshPoints, Point3 } from './mesh-points.ts';

/** In degrees. Yaw > 0: the nose points to the image's right; pitch > 0: up; roll > 0: the eye on the image's right is lower. */
export interface HeadPose {
  readonly yawDegrees: number;
  readonly pitchDegrees: number;
  readonly rollDegrees: number;
}

/** The mesh's own frontal face looks down by this much, measured on photographs with known pose. */
const PITCH_BIAS_DEGREES = 5.5;

/** The turn of the axes that the mesh's stiffest points span: cheek to cheek, and forehead to chin. */
export function headPose(points: MeshPoints): HeadPose {
  const across = unit(minus(points.middleOf([454, 323, 263, 447]), points.middleOf([234, 93, 33, 227])));
  const down = unit(minus(points.middleOf([152, 148, 377]), points.middleOf([10, 109, 338])));
  const away = unit(cross(across, down));
  return {
    yawDegrees: degrees(Math.atan2(across.z, Math.hypot(across.x, across.y))),
    pitchDegrees: degrees(Math.atan2(away.y, away.z)) + PITCH_BIAS_DEGREES,
    rollDegrees: degrees(Math.atan2(across.y, across.x)),
  };
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

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
