import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createVision } from '../vision/create-vision.ts';
import { MODELS_CACHE_DIR } from '../vision/models/cache-dirs.ts';
import { prepareModels } from '../vision/models/prepare-models.ts';
import { PROJECT_DIR } from '../settings.ts';
import { EvaluationCancelledError, EvaluationInputError, messageOf } from './errors.ts';
import { evaluate } from './evaluate.ts';
import { type EvaluationOptions, readOptions, USAGE } from './options.ts';
import { progressWriter } from './progress.ts';
import { readData } from './read-data.ts';
import { describeMachine } from './report/machine.ts';
import { type EvaluationReport, REPORT_SCHEMA_VERSION } from './report/report.ts';
import { summaryOf } from './report/summary.ts';
import { assertWritable, reportJson, writeReport } from './report/write-report.ts';

/** What the command ends with. */
export const EXIT_CODES = {
  done: 0,
  /** The engine, a model or the disk failed. */
  failed: 1,
  /** The command line, a folder or a file is at fault. */
  badInput: 2,
  /** Ctrl-C, as shells have it. */
  cancelled: 130,
} as const;

export interface RunProps {
  readonly commandLine: string[];
  /** The report, if asked for; nothing else. */
  readonly writeOut: (text: string) => void;
  /** For people: progress, where the report is, what is wrong. */
  readonly writeError: (text: string) => void;
  readonly isTerminal: boolean;
  readonly signal: AbortSignal;
}

/** The whole command. Never rejects: what goes wrong is written, and told by the exit code. */
export async function run(props: RunProps): Promise<number> {
  try {
    const options = readOptions(props.commandLine);
    if (options.help) {
      props.writeOut(USAGE);
      return EXIT_CODES.done;
    }
    const report = await measure(options, props);
    const { jsonPath, htmlPath } = await writeReport(report, options.outDir);
    if (options.json) props.writeOut(reportJson(report));
    props.writeError(`\n${summaryOf(report.sections)}\n`);
    props.writeError(`Report: ${htmlPath}\n        ${jsonPath}\n`);
    return EXIT_CODES.done;
  } catch (error) {
    props.writeError(`\n${explain(error)}\n`);
    if (error instanceof EvaluationInputError) return EXIT_CODES.badInput;
    return error instanceof EvaluationCancelledError ? EXIT_CODES.cancelled : EXIT_CODES.failed;
  }
}

async function measure(options: EvaluationOptions, { writeError, isTerminal, signal }: RunProps): Promise<EvaluationReport> {
  const startedAtMs = performance.now();
  await assertWritable(options.outDir);
  const data = await readData(options);
  const modelFiles = await prepareModels({ cacheDir: MODELS_CACHE_DIR, onProgress: ({ step, subject, ready, total }) => { if (step !== 'cached') writeError(`Models ${ready}/${total}: ${step} ${subject}\n`); } });
  const vision = await createVision({ modelFiles, mode: options.mode, embedder: options.embedder });
  try {
    const onProgress = progressWriter(writeError, isTerminal, () => performance.now());
    const sections = await evaluate({ vision, modelFiles, onProgress, signal }, data, options);
    return {
      schemaVersion: REPORT_SCHEMA_VERSION,
      productVersion: await productVersion(),
      createdAt: new Date().toISOString(),
      durationSeconds: (performance.now() - startedAtMs) / 1_000,
      options,
      modelVersions: vision.modelVersions,
      machine: describeMachine(),
      sections,
    };
  } finally {
    await vision.close();
  }
}

async function productVersion(): Promise<string> {
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(join(PROJECT_DIR, 'package.json'), 'utf8'))).version;
}

/** What went wrong, and why as far as it is known; of a fault of the input its message says all. */
function explain(error: unknown): string {
  const cause = error instanceof Error && !(error instanceof EvaluationInputError) ? error.cause : undefined;
  return cause === undefined ? messageOf(error) : `${messageOf(error)} ${explain(cause)}`;
}
