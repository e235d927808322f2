import { AwsError } from '../aws/aws-error.ts';
import { ACCOUNT_ID, REGION } from '../aws/service.ts';

/* The errors of KMS, by its names and in its words. Source: https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html and each operation's own. */

export const keyDoesNotExist = (arn: string): AwsError => new AwsError('NotFoundException', `Key '${arn}' does not exist`);

export const aliasIsNotFound = (alias: string): AwsError => new AwsError('NotFoundException', `Alias arn:aws:kms:${REGION}:${ACCOUNT_ID}:${alias} is not found.`);

export const invalidKeyId = (keyId: string): AwsError => new AwsError('NotFoundException', `Invalid keyId '${keyId}'`);

export const validation = (message: string): AwsError => new AwsError('ValidationException', message);

export const incompatibleAlgorithm = (algorithm: string): AwsError => new AwsError('InvalidKeyUsageException', `Algorithm ${algorithm} is incompatible with key spec ECC_NIST_P256.`);

export const wrongKeyUsage = (arn: string, operation: string): AwsError => new AwsError('InvalidKeyUsageException', `${arn} key usage is SIGN_VERIFY which is not valid for ${operation}.`);

export const unsupportedForAsymmetric = (arn: string): AwsError => new AwsError('UnsupportedOperationException', `You cannot perform this operation on ${arn}: it is an asymmetric key.`);

/** KMS gives no words for it. */
export const invalidSignature = (): AwsError => new AwsError('KMSInvalidSignatureException', '');

export const dryRunSucceeded = (): AwsError => new AwsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');

export const invalidMarker = (): AwsError => new AwsError('InvalidMarkerException', 'Could not deserialize token.');

/** A file of a key that cannot be read as one. It is not replaced: what was signed by it could never be verified again. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';

  constructor(path: string, cause: unknown) {
    super(`The signing key ${path} is damaged. Bring it back from a backup; without it nothing more can be signed by the same key.`, { cause });
  }
}
