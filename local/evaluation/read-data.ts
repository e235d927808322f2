import { type BinaryData, readBinaryData } from './data/binary-data.ts';
import { type FaceData, readFaceData } from './data/face-data.ts';
import { listPhotos } from './data/files.ts';
import { type GroupPhotoData, readGroupPhotoData } from './data/group-photo-data.ts';
import { type ObjectData, readObjectData } from './data/object-data.ts';
import { type PhoneData, readPhoneData } from './data/phone-data.ts';
import { type PoseData, readPoseData } from './data/pose-data.ts';
import type { EvaluationOptions } from './options.ts';

export interface EvaluationData {
  readonly faces: FaceData | null;
  readonly objects: ObjectData | null;
  readonly phones: PhoneData | null;
  readonly eyes: BinaryData | null;
  readonly smiles: BinaryData | null;
  readonly pose: PoseData | null;
  readonly groups: GroupPhotoData | null;
}

/**
 * Reads every list and label before anything is measured: what is wrong with the last of them is said at once, not after an hour.
 * @throws EvaluationInputError
 */
export async function readData(options: EvaluationOptions): Promise<EvaluationData> {
  if (options.phoneFree !== null) await listPhotos(options.phoneFree);
  return {
    faces: options.faces === null ? null : await readFaceData(options.faces, options.pairs),
    objects: options.objects === null ? null : await readObjectData(options.objects),
    phones: options.phones === null ? null : await readPhoneData(options.phones),
    eyes: options.eyes === null ? null : await readBinaryData(options.eyes, 'opened', 'closed'),
    smiles: options.smiles === null ? null : await readBinaryData(options.smiles, 'positives', 'negatives'),
    pose: options.pose === null ? null : await readPoseData(options.pose, options.poseSigns),
    groups: options.groups === null ? null : await readGroupPhotoData(options.groups),
  };
}
