import { invalidArgument, S3Error } from '../errors.ts';
import type { PostPolicy } from './post-policy.ts';
import { checkPostPolicy, readPostPolicy } from './post-policy.ts';
import type { Signer } from './presigned-url.ts';
import { signatureDoesNotMatch } from './presigned-url.ts';
import type { Credentials } from '../../aws/credentials.ts';
import { isSameSignature, parseCredential, sign } from './signature-v4.ts';

const REQUIRED = ['x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature'];

/**
 * Checks a form by its own policy, and the policy's signature when it names our access key; another's cannot be verified.
 *
 * @param fields by name in lower case, with the `bucket` that the form was sent to
 * @param nowMs milliseconds since the epoch
 * @throws S3Error AccessDenied, InvalidArgument, InvalidPolicyDocument, SignatureDoesNotMatch
 */
export function checkForm(fields: ReadonlyMap<string, string>, credentials: Credentials, nowMs: number): { signer: Signer; policy: PostPolicy } {
  const encodedPolicy = fields.get('policy');
  if (encodedPolicy === undefined) throw new S3Error('AccessDenied', 'Access Denied');
  if (fields.has('signature')) throw new S3Error('InvalidRequest', 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.');
  for (const name of REQUIRED) {
    if (!fields.has(name)) throw invalidArgument(`Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`, name, '');
  }
  const [algorithm = '', credential = '', , signature = ''] = REQUIRED.map((name) => fields.get(name));
  if (algorithm !== 'AWS4-HMAC-SHA256') throw invalidArgument('Only AWS4-HMAC-SHA256 is supported', 'x-amz-algorithm', algorithm);
  const scope = parseCredential(credential);
  if (!scope) throw invalidArgument('Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".', 'X-Amz-Credential', credential);
  const signer = scope.accessKeyId === credentials.accessKeyId ? 'known' : 'foreign';
  if (signer === 'known' && !isSameSignature(signature, sign(encodedPolicy, credentials.secretAccessKey, scope))) throw signatureDoesNotMatch();
  const policy = readPostPolicy(encodedPolicy);
  checkPostPolicy(policy, fields, nowMs);
  return { signer, policy };
}
