import { COMPILE_CACHE_DIR } from './compile-cache.ts';

const KIB = 1_024;

/** Read by the C library and by V8 only when a process begins. */
const ENVIRONMENT = {
  // One heap for all threads: with one each, what a thread once needed for a request or a model none of the others can use.
  MALLOC_ARENA_MAX: '1',
  // What a model computes on its way comes from that heap again and again. Fetched from the system anew, each run would take a third longer.
  MALLOC_MMAP_THRESHOLD_: String(8_192 * KIB),
  MALLOC_TRIM_THRESHOLD_: String(65_536 * KIB),
  NODE_COMPILE_CACHE: COMPILE_CACHE_DIR,
};

const OPTIONS = [
  // Young garbage piles up to three times this, in MiB, before it is looked through: by itself V8 lets it grow to 48.
  '--max-semi-space-size=4',
  // Old garbage to a fifth of what lives, rather than to three times as much.
  '--heap-growing-percent=20',
];

/**
 * Has this process begin anew as another program, its memory used sparingly: 0.95 GB under full load instead of 2. Where processes cannot do
 * that (Windows), the program is loaded as it is.
 *
 * @param program its absolute path; it gets this process's arguments
 */
export async function runWithBoundedMemory(program: string): Promise<void> {
  const command = [process.execPath, ...process.execArgv, ...OPTIONS, program, ...process.argv.slice(2)];
  if (process.execve) process.execve(process.execPath, command, { ...process.env, ...ENVIRONMENT });
  else await import(program);
}
