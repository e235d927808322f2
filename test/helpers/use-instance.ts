import { afterAll, beforeAll } from '@jest/globals';
import { createDataFolder } from './data-folder.ts';
import { Instance } from './instance.ts';

/** Long enough for a first synthesis of the stack on a slow machine. */
const START_TIMEOUT_MS = 300_000;

/** Starts an instance with data of its own for all tests of a file, and ends it after them. */
export function useInstance(onStart: (instance: Instance) => void): void {
  let folder: Awaited<ReturnType<typeof createDataFolder>> | undefined;
  let instance: Instance | undefined;

  beforeAll(async () => {
    folder = await createDataFolder();
    instance = await Instance.start(folder.path);
    onStart(instance);
  }, START_TIMEOUT_MS);

  afterAll(async () => {
    await instance?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });
}
