import { mkdir } from 'node:fs/promises';
import type { SigningKeyResource } from '../assembly/assembly.ts';
import { createJsonService } from '../aws/json-service.ts';
import type { AwsService } from '../aws/service.ts';
import { KeyRing } from './key-ring.ts';
import { describeKey } from './operations/describe-key.ts';
import { getPublicKey } from './operations/get-public-key.ts';
import { listAliases } from './operations/list-aliases.ts';
import { listKeys } from './operations/list-keys.ts';
import { refuseOtherUsage } from './operations/refuse-other-usage.ts';
import { sign } from './operations/sign.ts';
import { verify } from './operations/verify.ts';
import { SigningKey } from './signing-key.ts';

export interface KmsProps {
  /** The keys of the assembly: each is made once, at the first start. */
  keys: readonly SigningKeyResource[];
  /** The folder of the keys. */
  dataDir: string;
  onDefect: (operation: string, error: unknown) => void;
}

/**
 * AWS KMS on one machine, for keys that sign: a file for each, readable by its owner alone. Whoever can read the folder can sign in its name, which
 * nobody can on AWS.
 *
 * @throws KeyFileError for a file that holds no key
 */
export async function createKms({ keys, dataDir, onDefect }: KmsProps): Promise<AwsService> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const ring = new KeyRing(await Promise.all(keys.map((key) => SigningKey.open(key, dataDir))));
  return createJsonService({
    signingName: 'kms',
    targetPrefix: 'TrentService',
    jsonVersion: '1.1',
    operations: {
      ...refuseOtherUsage(ring),
      DescribeKey: (input) => describeKey(ring, input),
      GetPublicKey: (input) => getPublicKey(ring, input),
      ListAliases: (input) => listAliases(ring, input),
      ListKeys: (input) => listKeys(ring, input),
      Sign: (input) => sign(ring, input),
      Verify: (input) => verify(ring, input),
    },
    onDefect,
  });
}
