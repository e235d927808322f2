import type { PixelBox } from '../geometry/box.ts';
import { MESH, type MeshPoints } from './mesh-points.ts';

/** How far the box reaches above the eyes and below the chin, in distances from the eyes to the chin. */
const ABOVE_EYES = 0.7;
const BELOW_CHIN = 0.08;
/** How much wider than the mesh it is, for the mesh ends at the cheeks. */
const SIDES = 0.05;

/**
 * The box that Rekognition would draw: forehead to chin, jaw to jaw. The face is taken for an ellipse along the eyes' line, so that the
 * box of a tilted face grows no more than the face does.
 */
export function faceBox(points: MeshPoints): PixelBox {
  const { widthPx, centre, angleRad } = points.turnedBounds();
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const along = (point: { x: number; y: number }): number => cos * point.x + sin * point.y;
  const down = (point: { x: number; y: number }): number => cos * point.y - sin * point.x;
  const eyes = (down(points.leftEye) + down(points.rightEye)) / 2;
  const chin = down(points.at(MESH.chin));
  const eyesToChin = chin - eyes;
  const top = eyes - ABOVE_EYES * eyesToChin;
  const bottom = chin + BELOW_CHIN * eyesToChin;
  const u = along(centre);
  const v = (top + bottom) / 2;
  const halfWidth = (widthPx / 2) * (1 + 2 * SIDES);
  const halfHeight = (bottom - top) / 2;
  const middle = { x: cos * u - sin * v, y: sin * u + cos * v };
  const reachX = Math.hypot(halfWidth * cos, halfHeight * sin);
  const reachY = Math.hypot(halfWidth * sin, halfHeight * cos);
  return { left: middle.x - reachX, top: middle.y - reachY, right: middle.x + reachX, bottom: middle.y + reachY };
}
