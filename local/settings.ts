import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

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
  /** Serve `PUT /_faults`. */
  faults: boolean;
}

/** What the command line or the environment say cannot be done; the message is for the person who typed it. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings of an instance.
 * @throws SettingsError
 */
export function readSettings(commandLine: string[], variables: NodeJS.ProcessEnv): Settings {
  const environment = EnvironmentSchema.safeParse(variables);
  if (!environment.success) {
    const issue = environment.error.issues[0];
    throw new SettingsError(`${issue?.path.join('.') ?? 'The environment'}: ${issue?.message ?? 'is wrong.'}`);
  }
  const options = parseCommandLine(commandLine);
  const { INVIGIL_PORT: port, INVIGIL_AWS_PORT: awsPort, INVIGIL_DATA, INVIGIL_FAULTS } = environment.data;
  return { port, awsPort, host: options.host, dataDir: resolve(INVIGIL_DATA), reset: options.reset, faults: options.faults || INVIGIL_FAULTS === '1' };
}

function parseCommandLine(commandLine: string[]): { host: string; reset: boolean; faults: boolean } {
  try {
    return parseArgs({
      args: commandLine,
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        reset: { type: 'boolean', default: false },
        faults: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new SettingsError(cause instanceof Error ? cause.message : 'The command line is wrong.', { cause });
  }
}
