import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEFAULT_EMBEDDER, EMBEDDER_NAMES, type EmbedderName } from './vision/faces/embedders.ts';
import { VISION_MODES, type VisionMode } from './vision/vision-mode.ts';
import { setVariables } from './set-variables.ts';

/** The folder of package.json. */
export const PROJECT_DIR = resolve(import.meta.dirname, '..');

/** Models and cloud assemblies: made again when they are missing. */
export const CACHE_DIR = join(PROJECT_DIR, '.cache');

const PortSchema = z.coerce.number<string>().int().min(0).max(65_535);

const EnvironmentSchema = z.object({
  INVIGIL_PORT: PortSchema.default(4_000),
  INVIGIL_AWS_PORT: PortSchema.default(4_566),
  INVIGIL_DATA: z.string().min(1).default(join(PROJECT_DIR, '.invigil')),
  INVIGIL_FAULTS: z.enum(['0', '1']).default('0'),
  INVIGIL_VISION: z.enum(VISION_MODES).default('accurate'),
  INVIGIL_EMBEDDER: z.enum(EMBEDDER_NAMES).default(DEFAULT_EMBEDDER),
  INVIGIL_FRAME_BURST: z.coerce.number<string>().int().min(1).optional(),
});

export interface Settings {
  /** Of the app and the API; 0 takes any free one. */
  port: number;
  /** Of the AWS endpoint; 0 takes any free one. */
  awsPort: number;
  host: string;
  dataDir: string;
  /** Empty the data before anything else. */
  reset: boolean;
  /** Say how it is used, and do nothing else. */
  help: boolean;
  /** How thoroughly frames are searched for objects. */
  visionMode: VisionMode;
  /** What turns faces into vectors. */
  embedder: EmbedderName;
  /** How many frames one person may send at once; null is what the stack says. */
  frameBurst: number | null;
  /** Serve `PUT /_faults`. */
  faults: boolean;
}

/** What `npm start -- --help` prints. */
export const USAGE = `npm start [-- OPTIONS]

  --reset           empty the data first
  --faults          serve PUT /_faults on the AWS endpoint, to inject failures (or INVIGIL_FAULTS=1)
  --host ADDRESS    listen beyond this machine (default 127.0.0.1)
  --help            print this

  INVIGIL_PORT      port of the app and the API (default 4000; 0 takes any free one)
  INVIGIL_AWS_PORT  port of the AWS endpoint (default 4566; 0 takes any free one)
  INVIGIL_DATA      folder of the data (default .invigil)
  INVIGIL_VISION    how thoroughly frames are searched for objects: accurate (default) or fast
  INVIGIL_EMBEDDER  what recognises faces: arcface (default) or dlib; after a change run npm run reindex
  INVIGIL_FRAME_BURST
                    how many frames one person may send at once (10 on AWS; default: any number); more are taken twice as often as the policy asks for`;

/** What the command line or the environment say cannot be done; the message is for the person who typed it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings of an instance.
 * @throws SettingsError
 */
export function readSettings(commandLine: string[], variables: NodeJS.ProcessEnv): Settings {
  const environment = EnvironmentSchema.safeParse(setVariables(variables));
  if (!environment.success) {
    const issue = environment.error.issues[0];
    throw new SettingsError(`${issue?.path.join('.') ?? 'The environment'}: ${issue?.message ?? 'is wrong.'}`);
  }
  const options = parseCommandLine(commandLine);
  const { INVIGIL_PORT: port, INVIGIL_AWS_PORT: awsPort, INVIGIL_DATA, INVIGIL_FAULTS, INVIGIL_VISION: visionMode, INVIGIL_EMBEDDER: embedder, INVIGIL_FRAME_BURST: frameBurst = null } = environment.data;
  return { port, awsPort, host: options.host, dataDir: resolve(INVIGIL_DATA), reset: options.reset, help: options.help, visionMode, embedder, frameBurst, faults: options.faults || INVIGIL_FAULTS === '1' };
}

function parseCommandLine(commandLine: string[]): { host: string; reset: boolean; help: boolean; faults: boolean } {
  try {
    return parseArgs({
      args: commandLine,
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        reset: { type: 'boolean', default: false },
        faults: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (cause) {
    throw new SettingsError(cause instanceof Error ? cause.message : 'The command line is wrong.', { cause });
  }
}
