import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';

/** A handler as nodejs24.x takes it: it returns a promise or a value, and has no callback. */
export type Handler = (event: unknown, context: Context) => unknown;

/** The bundle has no handler that the runtime could call; `name` is the `errorType` that the caller gets. */
export class LoadHandlerError extends Error {
  constructor(errorType: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = errorType;
  }
}

/**
 * Loads `file.export` out of a bundle, as the Node.js runtime does: `file` with the ending .js, .mjs or .cjs.
 *
 * @throws LoadHandlerError; whatever the module throws while it is evaluated
 */
export async function loadHandler(codeDir: string, handler: string): Promise<Handler> {
  const [, file, exportPath] = /^([^.]+)\.(.+)$/.exec(basename(handler)) ?? [];
  if (file === undefined || exportPath === undefined) throw new LoadHandlerError('Runtime.MalformedHandlerName', 'Bad handler');
  const module = join(dirname(handler), file);
  const path = ['.js', '.mjs', '.cjs'].map((ending) => join(codeDir, module + ending)).find((candidate) => existsSync(candidate));
  if (path === undefined) throw new LoadHandlerError('Runtime.ImportModuleError', `Error: Cannot find module '${module}'`);
  const found = exportPath.split('.').reduce<unknown>((holder, key) => (holder as Record<string, unknown> | undefined)?.[key], await evaluate(path));
  if (found === undefined) throw new LoadHandlerError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw new LoadHandlerError('Runtime.HandlerNotFound', `${handler} is not a function`);
  if (found.length > 2) {
    throw new LoadHandlerError('Runtime.CallbackHandlerDeprecated', 'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.');
  }
  return found as Handler;
}

async function evaluate(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw new LoadHandlerError('Runtime.UserCodeSyntaxError', String(error), error);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') throw new LoadHandlerError('Runtime.ImportModuleError', String(error), error);
    throw error;
  }
}
