import { join } from 'node:path';
import { z } from 'zod';
import { EvaluationInputError } from '../errors.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { NumberField, TextField } from './csv-values.ts';
import { isFile, listFolder } from './files.ts';
import type { FileRemark } from './remarks.ts';

export interface PersonPhoto {
  /** `person/photo`. */
  readonly file: string;
  readonly person: string;
}

export interface LabelledPair {
  /** Indexes of photos. */
  readonly first: number;
  readonly second: number;
  /** 0-9, where the file says so. */
  readonly fold: number | null;
  readonly group: string | null;
}

export interface FaceData {
  readonly dir: string;
  readonly photos: readonly PersonPhoto[];
  /** Null when no list was given: then every photo is compared with every other. */
  readonly pairs: readonly LabelledPair[] | null;
  /** Person → group; empty when there is no list. */
  readonly groups: ReadonlyMap<string, string>;
  readonly leftOut: readonly FileRemark[];
}

const GROUPS_FILE = 'groups.csv';

const PairSchema = z.object({
  first: TextField,
  second: TextField,
  same: z.enum(['0', '1'], { error: ({ input }) => (input === undefined ? 'is missing.' : 'must be 1 (the same person) or 0.') }),
  fold: NumberField.refine((fold) => Number.isInteger(fold) && fold >= 0 && fold < 10, 'must be 0 to 9.').optional(),
  group: z.string().optional(),
});

const GroupSchema = z.object({ person: TextField, group: TextField });

/**
 * A folder with one folder a person; beside them, if wanted, groups.csv (person,group).
 *
 * @param pairsFile first,second,same[,fold][,group]: photos as `person/photo`
 * @throws EvaluationInputError
 */
export async function readFaceData(dir: string, pairsFile: string | null): Promise<FaceData> {
  const top = await listFolder(dir);
  const photos: PersonPhoto[] = [];
  const leftOut: FileRemark[] = top.photos.map((file) => ({ file, remark: 'lies in no person’s folder' }));
  for (const person of top.folders) {
    const listing = await listFolder(join(dir, person));
    photos.push(...listing.photos.map((photo) => ({ file: `${person}/${photo}`, person })));
    leftOut.push(...[...listing.others, ...listing.folders].map((name) => ({ file: `${person}/${name}`, remark: 'no .jpg, .jpeg or .png' })));
  }
  if (photos.length < 2) throw new EvaluationInputError(`${dir} must have a folder for each person with that person’s photos in it: fewer than two were found.`);
  return {
    dir,
    photos,
    pairs: pairsFile === null ? null : labelledPairs(await readCsv(pairsFile, PairSchema), photos, dir),
    groups: (await isFile(join(dir, GROUPS_FILE))) ? await readGroups(join(dir, GROUPS_FILE)) : new Map<string, string>(),
    leftOut,
  };
}

/** The label of a pair and the folders of its photos say the same thing twice: where they differ one of them is wrong. */
function labelledPairs(rows: readonly CsvRow<z.infer<typeof PairSchema>>[], photos: readonly PersonPhoto[], dir: string): LabelledPair[] {
  const numbers = new Map(photos.map(({ file }, number) => [file, number]));
  return rows.map(({ values, place }) => {
    const [first, second] = [values.first, values.second].map((file) => {
      const number = numbers.get(file);
      if (number === undefined) throw new EvaluationInputError(`${place}: there is no photo ${file} in ${dir}.`);
      return number;
    }) as [number, number];
    if (first === second) throw new EvaluationInputError(`${place}: a photo is compared with itself.`);
    if ((photos[first]?.person === photos[second]?.person) !== (values.same === '1')) {
      throw new EvaluationInputError(`${place}: same is ${values.same}, but the folders of the two photos say otherwise.`);
    }
    return { first, second, fold: values.fold ?? null, group: values.group === undefined || values.group === '' ? null : values.group };
  });
}

async function readGroups(path: string): Promise<ReadonlyMap<string, string>> {
  const groups = new Map<string, string>();
  for (const { values, place } of await readCsv(path, GroupSchema)) {
    if (groups.has(values.person)) throw new EvaluationInputError(`${place}: ${values.person} has a group already.`);
    groups.set(values.person, values.group);
  }
  return groups;
}
