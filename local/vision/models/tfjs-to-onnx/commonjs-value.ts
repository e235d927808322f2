import { createContext, Script } from 'node:vm';
import { MalformedModelError } from '../errors.ts';

const TIMEOUT_MS = 10_000;

/**
 * The value that a CommonJS file of pure data exports: nsfwjs keeps its models so. Evaluating it is safe because the file is pinned
 * by its package's SHA-512, not because of the context, which only keeps it from meeting anything of ours by accident.
 *
 * @returns plain JSON data
 * @throws MalformedModelError
 */
export function commonjsValue(source: string, file: string): unknown {
  const context = createContext({ module: { exports: {} } }, { codeGeneration: { strings: false, wasm: false } });
  try {
    const script = new Script(`const exports = module.exports;\n${source}\n;JSON.stringify(module.exports)`, { filename: file });
    const json: unknown = script.runInContext(context, { timeout: TIMEOUT_MS });
    return JSON.parse(String(json)) as unknown;
  } catch (error) {
    throw new MalformedModelError(`${file} does not export plain data`, { cause: error });
  }
}
