import { logistic } from '../logistic.ts';
import { distance3, MESH, type MeshPoints } from './mesh-points.ts';

/** The gap of the inner lips over their width: the median face has 0.11, one in twenty more than 0.385. */
const MIDDLE = 0.25;
const WIDTH = 0.05;

/** @returns the probability, 0-1, that the mouth is open, by the gap between the lips */
export function probabilityMouthOpen(points: MeshPoints): number {
  const gap = distance3(points.at(MESH.innerLipTop), points.at(MESH.innerLipBottom));
  const width = distance3(points.at(MESH.innerLipLeft), points.at(MESH.innerLipRight));
  return logistic((gap / width - MIDDLE) / WIDTH);
}
