import { access, constants, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvaluationInputError, messageOf } from '../errors.ts';
import { renderPage } from './render-page.ts';
import type { EvaluationReport } from './report.ts';

export interface WrittenReport {
  readonly jsonPath: string;
  readonly htmlPath: string;
}

/**
 * That a report can be written to a folder, which may not exist yet, is to be known before an hour of measuring.
 * @throws EvaluationInputError
 */
export async function assertWritable(dir: string): Promise<void> {
  let existing = dir;
  while (!(await stat(existing).then(() => true, () => false)) && dirname(existing) !== existing) existing = dirname(existing);
  try {
    // With the slash it is no file.
    await access(`${existing}/`, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new EvaluationInputError(`The report cannot be written to ${dir}: ${messageOf(cause)}`, { cause });
  }
}

/** Writes report.json and report.html, each whole or not at all. */
export async function writeReport(report: EvaluationReport, dir: string): Promise<WrittenReport> {
  await mkdir(dir, { recursive: true });
  const written = { jsonPath: join(dir, 'report.json'), htmlPath: join(dir, 'report.html') };
  await writeWhole(written.jsonPath, reportJson(report));
  await writeWhole(written.htmlPath, renderPage(report));
  return written;
}

export function reportJson(report: EvaluationReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

async function writeWhole(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, content);
  await rename(unfinished, path);
}
