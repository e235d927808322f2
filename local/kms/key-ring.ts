import { aliasIsNotFound, invalidKeyId, keyDoesNotExist } from './errors.ts';
import type { SigningKey } from './signing-key.ts';
import { ACCOUNT_ID, REGION } from '../aws/service.ts';

const ARN_PREFIX = `arn:aws:kms:${REGION}:${ACCOUNT_ID}:`;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The keys of the assembly. */
export class KeyRing {
  readonly keys: readonly SigningKey[];

  constructor(keys: readonly SigningKey[]) {
    this.keys = keys;
  }

  /**
   * The key that is meant by its id, its ARN, an alias or an alias's ARN.
   * @throws AwsError NotFoundException
   */
  find(reference: string): SigningKey {
    const name = reference.startsWith(ARN_PREFIX) ? reference.slice(ARN_PREFIX.length).replace(/^key\//, '') : reference;
    const found = this.keys.find(({ resource }) => resource.keyId === name || resource.aliases.includes(name));
    if (found) return found;
    if (name.startsWith('alias/')) throw aliasIsNotFound(name);
    throw UUID.test(name) ? keyDoesNotExist(`${ARN_PREFIX}key/${name}`) : invalidKeyId(name);
  }
}
