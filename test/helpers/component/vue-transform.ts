import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileScript, parse, rewriteDefault, version, type SFCDescriptor } from 'vue/compiler-sfc';
import { transformSync, version as esbuildVersion } from 'esbuild';

const SELF = readFileSync(fileURLToPath(import.meta.url), 'utf8');

/** A component that cannot be compiled. */
export class ComponentError extends Error {
  override readonly name = 'ComponentError';
}

/**
 * Compiles a single-file component, its `<script setup lang="ts">` if it has one and its template, to one ES module. Styles are left out: jsdom lays
 * nothing out. Stack traces keep the lines of the .vue file.
 *
 * @throws ComponentError
 */
export function compileComponent(source: string, filename: string): { code: string; map: string } {
  const { content, map } = compileScriptOf(parseComponent(source, filename));
  const module = `${rewriteDefault(content, 'component', ['typescript'])}\ncomponent.__file = ${JSON.stringify(filename)};\nexport default component;\n`;
  // esbuild joins the map it finds in its input to its own.
  const chained = `${module}//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
  return transformSync(chained, { loader: 'ts', format: 'esm', target: 'es2024', sourcemap: 'external', sourcefile: filename, tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } });
}

function parseComponent(source: string, filename: string): SFCDescriptor {
  const { descriptor, errors } = parse(source, { filename, ignoreEmpty: false });
  if (errors[0] !== undefined) throw new ComponentError(`${filename}: ${errors[0].message}`, { cause: errors[0] });
  if (descriptor.scriptSetup !== null) return descriptor;
  if (descriptor.script !== null) throw new ComponentError(`${filename}: of scripts, only <script setup> is known here.`);
  // A template alone is one whose script says nothing; put behind it, the lines stay what they are.
  return parseComponent(`${source}\n<script setup lang="ts"></script>\n`, filename);
}

function compileScriptOf(descriptor: SFCDescriptor) {
  const id = createHash('sha256').update(descriptor.filename).digest('hex').slice(0, 8);
  try {
    return compileScript(descriptor, { id, inlineTemplate: true });
  } catch (cause) {
    throw new ComponentError(`${descriptor.filename}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Vue's single-file components for jest, in its mode of ES modules: a transformer as https://jestjs.io/docs/code-transformation describes it. */
export default {
  getCacheKey: (source: string, filename: string): string =>
    createHash('sha256').update([SELF, version, esbuildVersion, filename, source].join('\0')).digest('hex'),
  process: compileComponent,
};
