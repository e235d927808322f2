import { join } from 'node:path';
import { z } from 'zod';
import type { RatioBox } from '../../vision/geometry/box.ts';
import { EvaluationInputError } from '../errors.ts';
import { readCsv } from './csv.ts';
import { CountField, RatioField, TextField } from './csv-values.ts';
import { isFile, listPhotos } from './files.ts';
import { assertListed, assertNew } from './listed-files.ts';
import type { FileRemark } from './remarks.ts';

export interface GroupPhoto {
  readonly file: string;
  readonly faces: number;
  /** Where they are; null when only their number is known. */
  readonly boxes: readonly RatioBox[] | null;
}

export interface GroupPhotoData {
  readonly dir: string;
  readonly photos: readonly GroupPhoto[];
  readonly leftOut: readonly FileRemark[];
}

const BOXES = 'boxes.csv';
const COUNTS = 'counts.csv';

const BoxSchema = z.object({ file: TextField, left: RatioField, top: RatioField, width: RatioField, height: RatioField });
const CountSchema = z.object({ file: TextField, faces: CountField });

/**
 * Photos of several people with boxes.csv (file,left,top,width,height as ratios: a line for each face) or, if nobody drew boxes, with
 * counts.csv (file,faces).
 * @throws EvaluationInputError
 */
export async function readGroupPhotoData(dir: string): Promise<GroupPhotoData> {
  const names = await listPhotos(dir);
  const photos = (await isFile(join(dir, BOXES))) ? await readBoxes(dir, names) : await readCounts(dir, names);
  const known = new Set(photos.map(({ file }) => file));
  return { dir, photos, leftOut: names.filter((name) => !known.has(name)).map((file) => ({ file, remark: 'is in no list of faces' })) };
}

async function readBoxes(dir: string, names: readonly string[]): Promise<GroupPhoto[]> {
  const boxes = new Map<string, RatioBox[]>();
  for (const { values: { file, ...box }, place } of await readCsv(join(dir, BOXES), BoxSchema)) {
    assertListed(file, names, place);
    boxes.set(file, [...(boxes.get(file) ?? []), box]);
  }
  return [...boxes].map(([file, faces]) => ({ file, faces: faces.length, boxes: faces }));
}

async function readCounts(dir: string, names: readonly string[]): Promise<GroupPhoto[]> {
  if (!(await isFile(join(dir, COUNTS)))) throw new EvaluationInputError(`${dir} must have ${COUNTS} (file,faces) or ${BOXES} (file,left,top,width,height).`);
  const counts = new Map<string, number>();
  for (const { values, place } of await readCsv(join(dir, COUNTS), CountSchema)) {
    assertListed(values.file, names, place);
    assertNew(values.file, new Set(counts.keys()), place);
    counts.set(values.file, values.faces);
  }
  return [...counts].map(([file, faces]) => ({ file, faces, boxes: null }));
}
