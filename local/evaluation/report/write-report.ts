import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderPage } from './render-page.ts';
import type { EvaluationReport } from './report.ts';

export interface WrittenReport {
  readonly jsonPath: string;
  readonly htmlPath: string;
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
