import { z } from 'zod';
import type { SigningKeyResource } from './assembly.ts';
import { AssemblyError } from './assembly-error.ts';
import type { StackModel } from './stack-model.ts';

const KeySchema = z.object({ Description: z.string().default(''), KeyUsage: z.string().default('ENCRYPT_DECRYPT'), KeySpec: z.string().default('SYMMETRIC_DEFAULT') });

/**
 * The keys that sign. Keys that encrypt what AWS stores have nothing to do on one machine.
 * @throws AssemblyError UNSUPPORTED for one that signs by another curve than P-256
 */
export function readSigningKeys(stack: StackModel): SigningKeyResource[] {
  const aliases = stack.resourcesOf(['AWS::KMS::Alias'], z.object({ AliasName: z.string(), TargetKeyId: z.string() })).map(({ properties }) => properties);
  return stack.resourcesOf(['AWS::KMS::Key'], KeySchema).flatMap(({ logicalId, place, properties }) => {
    if (properties.KeyUsage !== 'SIGN_VERIFY') return [];
    if (properties.KeySpec !== 'ECC_NIST_P256') throw new AssemblyError('UNSUPPORTED', `keys sign by ECC_NIST_P256 on one machine, not by ${properties.KeySpec}`, { ...place, path: `${place.path}.KeySpec` });
    const keyId = stack.nameOf(logicalId, place);
    const arn = stack.arnOf(logicalId, place);
    const ownAliases = aliases.filter(({ TargetKeyId: target }) => target === keyId || target === arn);
    return [{ keyId, arn, description: properties.Description, aliases: ownAliases.map(({ AliasName: name }) => name) }];
  });
}
