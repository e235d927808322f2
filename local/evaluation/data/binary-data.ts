import { join } from 'node:path';
import { listPhotos } from './files.ts';

export interface BinaryPhoto {
  readonly file: string;
  readonly isTrue: boolean;
}

export interface BinaryData {
  readonly dir: string;
  readonly photos: readonly BinaryPhoto[];
}

/**
 * Two folders of photos: those of which something is true, and those of which it is not.
 * @throws EvaluationInputError
 */
export async function readBinaryData(dir: string, trueFolder: string, falseFolder: string): Promise<BinaryData> {
  const photosOf = async (folder: string, isTrue: boolean): Promise<BinaryPhoto[]> =>
    (await listPhotos(join(dir, folder))).map((name) => ({ file: `${folder}/${name}`, isTrue }));
  return { dir, photos: [...(await photosOf(trueFolder, true)), ...(await photosOf(falseFolder, false))] };
}
