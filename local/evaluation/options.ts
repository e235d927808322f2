import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { POSE_SIGNS, type PoseSigns } from './data/pose-data.ts';
import { DEFAULT_EMBEDDER, EMBEDDER_NAMES, type EmbedderName } from '../vision/faces/embedders.ts';
import { VISION_MODES, type VisionMode } from '../vision/vision-mode.ts';
import { EvaluationInputError, messageOf } from './errors.ts';

export const USAGE = `npm run evaluate -- DATA … [options]

Measures the vision engine on labelled photographs. Data, one or several:
  --faces DIR        a folder for each person; DIR/groups.csv (person,group) compares groups of people
  --pairs FILE       with --faces: first,second,same[,fold][,group]; all pairs without it
  --objects DIR      images/ and labels/ in YOLO's form
  --phones DIR       photos and labels.csv (file,centre_x,centre_y)
  --phone-free DIR   with --phones: photos without a phone, besides those of --objects
  --eyes DIR         opened/ and closed/: patches of one eye
  --smiles DIR       positives/ and negatives/: faces
  --pose DIR         photos and pose.csv (file,pitch_deg,yaw_deg,roll_deg)
  --groups DIR       photos of groups and counts.csv (file,faces) or boxes.csv (file,left,top,width,height)
Options:
  --mode NAME        accurate (default) or fast: how closely the engine looks for objects
  --embedder NAME    arcface (default) or dlib: what recognises faces
  --pose-signs NAME  aflw2000 (default) or rekognition: which way the angles of pose.csv turn
  --out DIR          where report.json and report.html go; ./evaluation by default
  --json             print report.json on standard output as well
  --help             this

docs/evaluation.md describes the forms and what the figures mean.
`;

export interface EvaluationOptions {
  readonly faces: string | null;
  readonly pairs: string | null;
  readonly objects: string | null;
  readonly phones: string | null;
  readonly phoneFree: string | null;
  readonly eyes: string | null;
  readonly smiles: string | null;
  readonly pose: string | null;
  readonly poseSigns: PoseSigns;
  readonly groups: string | null;
  readonly mode: VisionMode;
  readonly embedder: EmbedderName;
  readonly outDir: string;
  readonly json: boolean;
  readonly help: boolean;
}

/** @throws EvaluationInputError */
export function readOptions(commandLine: string[]): EvaluationOptions {
  const values = parseCommandLine(commandLine);
  if (values.pairs !== undefined && values.faces === undefined) throw new EvaluationInputError('--pairs wants --faces as well: the folder of the photos.');
  if (values['phone-free'] !== undefined && values.phones === undefined) throw new EvaluationInputError('--phone-free wants --phones as well.');
  const options = {
    faces: values.faces ?? null,
    pairs: values.pairs ?? null,
    objects: values.objects ?? null,
    phones: values.phones ?? null,
    phoneFree: values['phone-free'] ?? null,
    eyes: values.eyes ?? null,
    smiles: values.smiles ?? null,
    pose: values.pose ?? null,
    poseSigns: oneOf(POSE_SIGNS, '--pose-signs', values['pose-signs']),
    groups: values.groups ?? null,
    mode: oneOf(VISION_MODES, '--mode', values.mode),
    embedder: oneOf(EMBEDDER_NAMES, '--embedder', values.embedder),
    outDir: resolve(values.out),
    json: values.json,
    help: values.help,
  };
  const data = [options.faces, options.objects, options.phones, options.eyes, options.smiles, options.pose, options.groups];
  if (!options.help && data.every((dir) => dir === null)) throw new EvaluationInputError(`There is nothing to measure on.\n\n${USAGE}`);
  return options;
}

function parseCommandLine(commandLine: string[]) {
  try {
    return parseArgs({
      args: commandLine,
      options: {
        faces: { type: 'string' },
        pairs: { type: 'string' },
        objects: { type: 'string' },
        phones: { type: 'string' },
        'phone-free': { type: 'string' },
        eyes: { type: 'string' },
        smiles: { type: 'string' },
        pose: { type: 'string' },
        'pose-signs': { type: 'string', default: 'aflw2000' satisfies PoseSigns },
        groups: { type: 'string' },
        mode: { type: 'string', default: 'accurate' satisfies VisionMode },
        embedder: { type: 'string', default: DEFAULT_EMBEDDER },
        out: { type: 'string', default: 'evaluation' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new EvaluationInputError(messageOf(cause), { cause });
  }
}

function oneOf<T extends string>(names: readonly T[], option: string, value: string): T {
  const known = names.find((name) => name === value);
  if (known === undefined) throw new EvaluationInputError(`${option} must be ${names.join(' or ')}.`);
  return known;
}
