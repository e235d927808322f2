import { createHash, createPublicKey, verify } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeKeyCommand, EncryptCommand, GetKeyRotationStatusCommand, GetPublicKeyCommand, KMSClient, ListAliasesCommand, ListKeysCommand, SignCommand, VerifyCommand } from '@aws-sdk/client-kms';
import type { SignCommandInput } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import { isLowS } from '../../../domain/signature/low-s.ts';
import { KmsSigner } from '../../../functions/shared/adapters/kms-signer.ts';
import type { SigningKeyResource } from '../../../local/assembly/assembly.ts';
import { createAwsEndpoint } from '../../../local/aws/endpoint.ts';
import type { AwsEndpoint } from '../../../local/aws/endpoint.ts';
import { createKms } from '../../../local/kms/kms.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';

const keyNamed = (keyId: string, alias: string): SigningKeyResource => ({ keyId, arn: `arn:aws:kms:us-east-1:000000000000:key/${keyId}`, description: 'Signs.', aliases: [alias] });
const FIRST = keyNamed('00000000-0000-4000-8000-000000000001', 'alias/first');
const SECOND = keyNamed('00000000-0000-4000-8000-000000000002', 'alias/second');
const UNKNOWN = '00000000-0000-4000-8000-00000000000f';
const MESSAGE = Buffer.from('what is signed');
const DIGEST = createHash('sha256').update(MESSAGE).digest();

describe('KMS over the wire', () => {
  const defects: unknown[] = [];
  const onDefect = (...defect: unknown[]): void => {
    defects.push(defect);
  };
  let folder: Awaited<ReturnType<typeof createDataFolder>>;
  let endpoint: AwsEndpoint;
  let client: KMSClient;
  beforeAll(async () => {
    folder = await createDataFolder();
    const kms = await createKms({ keys: [FIRST, SECOND], dataDir: folder.path, onDefect });
    endpoint = await createAwsEndpoint({ services: [kms], faults: false, host: '127.0.0.1', port: 0, onDefect });
    client = new KMSClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
  });
  afterAll(async () => {
    client.destroy();
    await endpoint.close();
    await folder[Symbol.asyncDispose]();
    expect(defects).toEqual([]);
  });

  const sign = (input: Partial<SignCommandInput> = {}) => client.send(new SignCommand({ KeyId: FIRST.keyId, Message: DIGEST, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256', ...input }));
  const publicKeyOf = async (keyId: string) => {
    const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
    return createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
  };

  it('signs digests and messages so that the public key verifies them', async () => {
    const key = await publicKeyOf(FIRST.keyId);
    for (const input of [{}, { Message: MESSAGE, MessageType: 'RAW' as const }]) {
      const { Signature, KeyId, SigningAlgorithm } = await sign(input);
      expect({ KeyId, SigningAlgorithm }).toEqual({ KeyId: FIRST.arn, SigningAlgorithm: 'ECDSA_SHA_256' });
      expect(verify('sha256', MESSAGE, key, Signature ?? Buffer.alloc(0))).toBe(true);
      expect(verify('sha256', Buffer.from('something else'), key, Signature ?? Buffer.alloc(0))).toBe(false);
    }
  });

  it.each([FIRST.keyId, FIRST.arn, 'alias/first', 'arn:aws:kms:us-east-1:000000000000:alias/first'])('finds the key by %s', async (KeyId) => {
    await expect(client.send(new DescribeKeyCommand({ KeyId }))).resolves.toMatchObject({ KeyMetadata: { Arn: FIRST.arn, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', KeyState: 'Enabled', Description: 'Signs.', CreationDate: expect.any(Date) } });
  });

  it('verifies its own signatures, and refuses any other by an error', async () => {
    const { Signature } = await sign();
    const verifyBy = (KeyId: string, Message: Uint8Array, signature = Signature) => client.send(new VerifyCommand({ KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256', Signature: signature }));
    await expect(verifyBy(FIRST.keyId, DIGEST)).resolves.toMatchObject({ SignatureValid: true });
    const other = createHash('sha256').update('other').digest();
    await expect(verifyBy(FIRST.keyId, other)).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
    await expect(verifyBy(SECOND.keyId, DIGEST)).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
    await expect(verifyBy(FIRST.keyId, DIGEST, Buffer.from('no signature'))).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
  });

  it('lists keys and aliases, in pages', async () => {
    const first = await client.send(new ListKeysCommand({ Limit: 1 }));
    expect(first).toMatchObject({ Keys: [{ KeyId: FIRST.keyId, KeyArn: FIRST.arn }], Truncated: true });
    await expect(client.send(new ListKeysCommand({ Limit: 1, Marker: first.NextMarker }))).resolves.toMatchObject({ Keys: [{ KeyId: SECOND.keyId }], Truncated: false });
    await expect(client.send(new ListAliasesCommand({ KeyId: SECOND.arn }))).resolves.toMatchObject({ Aliases: [{ AliasName: 'alias/second', TargetKeyId: SECOND.keyId }], Truncated: false });
    await expect(client.send(new ListKeysCommand({ Marker: '!' }))).rejects.toMatchObject({ name: 'InvalidMarkerException' });
  });

  it.each([
    ['a key that there is not', { KeyId: UNKNOWN }, 'NotFoundException', `Key 'arn:aws:kms:us-east-1:000000000000:key/${UNKNOWN}' does not exist`],
    ['an alias that there is not', { KeyId: 'alias/third' }, 'NotFoundException', 'Alias arn:aws:kms:us-east-1:000000000000:alias/third is not found.'],
    ['what is no id', { KeyId: 'first' }, 'NotFoundException', "Invalid keyId 'first'"],
    ['another algorithm', { SigningAlgorithm: 'ECDSA_SHA_384' as const }, 'InvalidKeyUsageException', 'Algorithm ECDSA_SHA_384 is incompatible with key spec ECC_NIST_P256.'],
    ['a digest of another length', { Message: DIGEST.subarray(1) }, 'ValidationException', 'Digest is invalid length for algorithm ECDSA_SHA_256.'],
    ['a message beyond 4,096 bytes', { Message: Buffer.alloc(4_097), MessageType: 'RAW' as const }, 'ValidationException', "1 validation error detected: Value at 'message' failed to satisfy constraint: Member must have length less than or equal to 4096"],
    ['no key', { KeyId: undefined }, 'ValidationException', "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null"],
    ['a dry run', { DryRun: true }, 'DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.'],
  ])('refuses %s by the error of KMS', async (_what, input, name, message) => {
    await expect(sign(input as Partial<SignCommandInput>)).rejects.toMatchObject({ name, message });
  });

  it('does with a key nothing but sign', async () => {
    await expect(client.send(new EncryptCommand({ KeyId: FIRST.keyId, Plaintext: MESSAGE }))).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
    await expect(client.send(new GetKeyRotationStatusCommand({ KeyId: FIRST.keyId }))).rejects.toMatchObject({ name: 'UnsupportedOperationException' });
  });

  it('keeps each key in a file for its owner alone, and signs by it after a restart', async () => {
    const files = await readdir(folder.path);
    expect(files.sort()).toEqual([`${FIRST.keyId}.pem`, `${SECOND.keyId}.pem`]);
    for (const file of files) expect((await stat(join(folder.path, file))).mode & 0o777).toBe(0o600);
    const { Signature } = await sign();
    const again = await createKms({ keys: [FIRST], dataDir: folder.path, onDefect });
    const second = await createAwsEndpoint({ services: [again], faults: false, host: '127.0.0.1', port: 0, onDefect });
    const other = new KMSClient({ endpoint: second.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    await expect(other.send(new VerifyCommand({ KeyId: FIRST.keyId, Message: DIGEST, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256', Signature }))).resolves.toMatchObject({ SignatureValid: true });
    other.destroy();
    await second.close();
  });

  it('replaces no damaged key: it says which file is at fault', async () => {
    await using damaged = await createDataFolder();
    await writeFile(join(damaged.path, `${FIRST.keyId}.pem`), 'no key');
    await expect(createKms({ keys: [FIRST], dataDir: damaged.path, onDefect })).rejects.toMatchObject({ name: 'KeyFileError', message: expect.stringContaining(FIRST.keyId) });
  });

  it('gives the signer signatures over canonical JSON, all in the one form that is kept', async () => {
    const signer = new KmsSigner(client, FIRST.arn);
    const key = createPublicKey({ key: Buffer.from(await signer.publicKey(), 'base64'), format: 'der', type: 'spki' });
    // Half of all signatures have a high s before they are brought into form.
    for (let count = 0; count < 20; count += 1) {
      const signature = await signer.sign({ count, head: null, sessionId: 'a' });
      expect(signature).toMatchObject({ keyId: FIRST.arn, algorithm: 'ECDSA_SHA_256' });
      const der = Buffer.from(signature.value, 'base64');
      expect(isLowS(der)).toBe(true);
      expect(verify('sha256', Buffer.from(canonicalJson({ sessionId: 'a', head: null, count })), key, der)).toBe(true);
    }
  });
});
