import { v4, v5 } from 'uuid';
import { sha256OfCanonicalJson } from '../../../domain/canonical-json.ts';
import type { Caller } from '../http/request.ts';
import type { ReceivedImage } from '../image/received-image.ts';
import type { Claim } from '../ports/executions.ts';
import type { Workflow } from '../ports/workflow.ts';
import type { RegistrationInput } from '../registration-input.ts';

/** Names registrations after a person's Idempotency-Key (RFC 9562, version 5). Changing it would forget every key. */
const IDEMPOTENCY_NAMESPACE = 'c2f2c0a4-8a3d-4b6e-9a0e-6d1f6b1f0a57';

/** What is to be registered: a new person, or a further photo of one who is. */
export type RegistrationSubject =
  | { kind: 'person'; fullName: string; externalId: string | null; override: RegistrationInput['override'] }
  | { kind: 'photo'; externalImageId: string };

export interface RegistrationRequest {
  caller: Caller;
  image: ReceivedImage;
  idempotencyKey: string | null;
  subject: RegistrationSubject;
}

/** The claim of an attempt at what is asked for. Equal requests with one key have claims of one name and one `requestSha256`. */
export function claimOf({ caller, image, idempotencyKey, subject }: RegistrationRequest, { workflow, now }: { workflow: Pick<Workflow, 'arnOf'>; now: Date }): Claim {
  const claim = {
    executionName: idempotencyKey === null ? v4() : v5(`${caller.sub}:${idempotencyKey}`, IDEMPOTENCY_NAMESPACE),
    machine: 'register-face',
    owner: caller.sub,
    imageSha256: image.sha256,
    requestSha256: sha256OfCanonicalJson({ imageSha256: image.sha256, subject }),
    claimId: v4(),
    startDate: now.toISOString(),
    sessionId: null,
  } as const;
  return { ...claim, executionArn: workflow.arnOf(executionNameOf(claim)) };
}

/** Every attempt is an execution of its own: Step Functions takes a name once in 90 days. */
export function executionNameOf({ executionName, claimId }: Pick<Claim, 'executionName' | 'claimId'>): string {
  return `${executionName}_${claimId}`;
}
