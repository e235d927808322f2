import { join } from 'node:path';
import { z } from 'zod';
import type { Point } from '../../vision/geometry/affine.ts';
import { readCsv } from './csv.ts';
import { RatioField, TextField } from './csv-values.ts';
import { listPhotos } from './files.ts';
import type { FileRemark } from './remarks.ts';
import { assertListed } from './listed-files.ts';

export interface PhonePhoto {
  readonly file: string;
  /** The centre of each phone, in ratios of the image. */
  readonly centres: readonly Point[];
}

export interface PhoneData {
  readonly dir: string;
  readonly photos: readonly PhonePhoto[];
  readonly leftOut: readonly FileRemark[];
}

const LabelSchema = z.object({ file: TextField, centre_x: RatioField, centre_y: RatioField });

/**
 * Photos and labels.csv (file,centre_x,centre_y): a line for each phone.
 * @throws EvaluationInputError
 */
export async function readPhoneData(dir: string): Promise<PhoneData> {
  const names = await listPhotos(dir);
  const centres = new Map<string, Point[]>();
  for (const { values, place } of await readCsv(join(dir, 'labels.csv'), LabelSchema)) {
    assertListed(values.file, names, place);
    centres.set(values.file, [...(centres.get(values.file) ?? []), { x: values.centre_x, y: values.centre_y }]);
  }
  return {
    dir,
    photos: [...centres].map(([file, points]) => ({ file, centres: points })),
    leftOut: names.filter((name) => !centres.has(name)).map((file) => ({ file, remark: 'is not in labels.csv' })),
  };
}
