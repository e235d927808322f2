import { z } from 'zod';

export const ExportUnderWaySchema = z.object({ status: z.enum(['RUNNING', 'READY']) }).meta({ id: 'ExportUnderWay' });

export const SigningKeySchema = z
  .object({ keyId: z.string(), algorithm: z.literal('ECDSA_SHA_256'), publicKey: z.string().describe('Base64 of the DER SubjectPublicKeyInfo.'), pem: z.string() })
  .meta({ id: 'SigningKey' });
