import { join } from 'node:path';
import { z } from 'zod';
import type { HeadPose } from '../../vision/faces/head-pose.ts';
import { readCsv } from './csv.ts';
import { NumberField, TextField } from './csv-values.ts';
import { listPhotos } from './files.ts';
import { assertListed, assertNew } from './listed-files.ts';
import type { FileRemark } from './remarks.ts';

export interface PosePhoto {
  readonly file: string;
  /** In the engine's signs, which are Rekognition's. */
  readonly pose: HeadPose;
}

export interface PoseData {
  readonly dir: string;
  readonly photos: readonly PosePhoto[];
  readonly leftOut: readonly FileRemark[];
}

/** Which way positive angles of a data set turn, against the engine: 1 the same way, -1 the other. */
const SIGNS = {
  /** Yaw > 0: nose to the image's right; pitch > 0: up; roll > 0: the eye on the image's right is lower. */
  rekognition: { yaw: 1, pitch: 1, roll: 1 },
  /** As AFLW2000-3D has them (found by measuring): its yaw turns the other way. */
  aflw2000: { yaw: -1, pitch: 1, roll: 1 },
} as const;

export type PoseSigns = keyof typeof SIGNS;
export const POSE_SIGNS = Object.keys(SIGNS) as PoseSigns[];

const PoseSchema = z.object({ file: TextField, pitch_deg: NumberField, yaw_deg: NumberField, roll_deg: NumberField });

/**
 * Photos of one face each and pose.csv (file,pitch_deg,yaw_deg,roll_deg).
 * @throws EvaluationInputError
 */
export async function readPoseData(dir: string, signs: PoseSigns): Promise<PoseData> {
  const names = await listPhotos(dir);
  const { yaw, pitch, roll } = SIGNS[signs];
  const poses = new Map<string, HeadPose>();
  for (const { values, place } of await readCsv(join(dir, 'pose.csv'), PoseSchema)) {
    assertListed(values.file, names, place);
    assertNew(values.file, new Set(poses.keys()), place);
    poses.set(values.file, { yawDegrees: yaw * values.yaw_deg, pitchDegrees: pitch * values.pitch_deg, rollDegrees: roll * values.roll_deg });
  }
  return {
    dir,
    photos: [...poses].map(([file, pose]) => ({ file, pose })),
    leftOut: names.filter((name) => !poses.has(name)).map((file) => ({ file, remark: 'is not in pose.csv' })),
  };
}
