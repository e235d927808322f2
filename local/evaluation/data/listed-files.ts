import { EvaluationInputError } from '../errors.ts';

/** @throws EvaluationInputError when a line names a photo that is not there */
export function assertListed(file: string, photos: readonly string[], place: string): void {
  if (!photos.includes(file)) throw new EvaluationInputError(`${place}: there is no photo ${file}.`);
}

/** @throws EvaluationInputError when a line names a photo that an earlier line named */
export function assertNew(file: string, earlier: ReadonlySet<string>, place: string): void {
  if (earlier.has(file)) throw new EvaluationInputError(`${place}: ${file} is there twice.`);
}
