import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AssemblyError } from './assembly-error.ts';

const ManifestSchema = z.object({
  artifacts: z.record(z.string(), z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional(), stackName: z.string().optional() }).loose().optional() }).loose()),
});

const AssetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }).loose(), destinations: z.record(z.string(), z.object({ objectKey: z.string() }).loose()) }).loose()).default({}),
});

const ResourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const TemplateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.union([z.string(), z.number()]).optional() }).loose()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), ResourceSchema),
});

export type Template = z.infer<typeof TemplateSchema>;
export type TemplateResource = z.infer<typeof ResourceSchema>;

/** The one stack of a cloud assembly. */
export interface CloudAssembly {
  stackName: string;
  template: Template;
  /** By the key in the assets' bucket: the absolute path of the file or folder that `cdk deploy` would upload. */
  assets: ReadonlyMap<string, string>;
}

/**
 * Reads what the CDK wrote. Source of the format: https://docs.aws.amazon.com/cdk/v2/guide/deploy.html (cloud assembly schema).
 *
 * @throws AssemblyError INVALID_ASSEMBLY when the folder holds no assembly, or one of several stacks
 */
export function readCloudAssembly(cloudAssemblyDir: string): CloudAssembly {
  const manifest = readJson(cloudAssemblyDir, 'manifest.json', ManifestSchema);
  const stacks = Object.entries(manifest.artifacts).filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack');
  const [stack] = stacks;
  if (!stack || stacks.length > 1) {
    throw new AssemblyError('INVALID_ASSEMBLY', `one stack is needed, ${stacks.length} are there (${stacks.map(([id]) => id).join(', ')})`, { resource: cloudAssemblyDir, path: 'manifest.json' });
  }
  const [artifactId, { properties }] = stack;
  const assets = readJson(cloudAssemblyDir, `${artifactId}.assets.json`, AssetsSchema);
  return {
    stackName: properties?.stackName ?? artifactId,
    template: readJson(cloudAssemblyDir, properties?.templateFile ?? `${artifactId}.template.json`, TemplateSchema),
    assets: new Map(
      Object.values(assets.files).flatMap(({ source, destinations }) => {
        const { path } = source;
        return path === undefined ? [] : Object.values(destinations).map(({ objectKey }) => [objectKey, resolve(cloudAssemblyDir, path)] as const);
      }),
    ),
  };
}

function readJson<T>(dir: string, file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(join(dir, file), 'utf8')));
  } catch (cause) {
    throw new AssemblyError('INVALID_ASSEMBLY', 'this is no file of a cloud assembly', { resource: dir, path: file }, cause);
  }
}
