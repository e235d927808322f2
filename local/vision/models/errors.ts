/** Everything that can go wrong between a package's name and a model ready to run. */
export type ModelErrorCode =
  | 'PACKAGE_DOWNLOAD_FAILED'
  | 'PACKAGE_INTEGRITY_MISMATCH'
  | 'PACKAGE_FILE_MISSING'
  | 'MALFORMED_MODEL'
  | 'UNSUPPORTED_OPERATOR';

export abstract class ModelError extends Error {
  abstract readonly code: ModelErrorCode;
}

/** The npm client could not deliver a package: no network, no such version, no npm. The message ends with what npm said. */
export class PackageDownloadError extends ModelError {
  override readonly name = 'PackageDownloadError';
  readonly code = 'PACKAGE_DOWNLOAD_FAILED';
  constructor(packageSpec: string, said: string, options?: ErrorOptions) {
    super(`npm could not fetch ${packageSpec}: ${said}`, options);
  }
}

/** The tarball is not the one that was pinned, so nothing of it is used. */
export class PackageIntegrityError extends ModelError {
  override readonly name = 'PackageIntegrityError';
  readonly code = 'PACKAGE_INTEGRITY_MISMATCH';
  constructor(packageSpec: string, expected: string, actual: string) {
    super(`The tarball of ${packageSpec} is not the pinned one: expected ${expected}, got ${actual}`);
  }
}

/** The pinned tarball does not hold a file that the manifest names. */
export class PackageFileMissingError extends ModelError {
  override readonly name = 'PackageFileMissingError';
  readonly code = 'PACKAGE_FILE_MISSING';
  constructor(packageSpec: string, file: string) {
    super(`${packageSpec} has no file ${file}`);
  }
}

/** A model's files contradict each other or what the manifest says of them. */
export class MalformedModelError extends ModelError {
  override readonly name = 'MalformedModelError';
  readonly code = 'MALFORMED_MODEL';
}

/** The converter does not know this operator, or not in this use of it. */
export class UnsupportedOperatorError extends ModelError {
  override readonly name = 'UnsupportedOperatorError';
  readonly code = 'UNSUPPORTED_OPERATOR';
  readonly operator: string;
  readonly node: string;
  constructor(operator: string, node: string, detail?: string) {
    super(`Operator ${operator} of node ${node} is not supported${detail === undefined ? '' : `: ${detail}`}`);
    this.operator = operator;
    this.node = node;
  }
}
