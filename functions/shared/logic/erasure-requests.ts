import { v4, v5 } from 'uuid';
import { sha256OfCanonicalJson } from '../../../domain/canonical-json.ts';
import type { Erasure, ErasureSubject } from '../../../domain/erasure/erasure.ts';
import { told } from '../../../domain/error-sentences.ts';
import { IdempotencyKeyReusedError, LegalHoldError, NotFoundError } from '../../../domain/errors.ts';
import { normaliseExternalId } from '../../../domain/registration/external-id.ts';
import type { Erasures, PersonalRecords } from '../ports/erasures.ts';
import type { Workflow } from '../ports/workflow.ts';

/** Names erasures after an administrator's Idempotency-Key (RFC 9562, version 5). Changing it would forget every key. */
const IDEMPOTENCY_NAMESPACE = '0b9c9a0a-2f3e-4a53-a1b8-5f0f2b0a6c44';

export interface ErasureRequest {
  externalImageId?: string | undefined;
  candidateSub?: string | undefined;
  candidateEmail?: string | undefined;
}

export interface ErasureRequestsProps {
  erasures: Erasures;
  records: PersonalRecords;
  workflow: Workflow;
  now: () => Date;
}

/** Takes requests to erase somebody. */
export class ErasureRequests {
  readonly #props: ErasureRequestsProps;

  constructor(props: ErasureRequestsProps) {
    this.#props = props;
  }

  /**
   * Starts an erasure, or goes on with the one that was started under the same key.
   * @throws NotFoundError when nothing is on record of such a person
   * @throws LegalHoldError when a session of theirs is under a legal hold
   * @throws IdempotencyKeyReusedError when the key was used for somebody else
   */
  async start(request: ErasureRequest, requestedBy: string, idempotencyKey: string | null): Promise<Erasure> {
    const { erasures, workflow, now } = this.#props;
    const erasureId = idempotencyKey === null ? v4() : v5(`${requestedBy}:${idempotencyKey}`, IDEMPOTENCY_NAMESPACE);
    // With the id in it, for the digest of an e-mail alone would tell whose it is.
    const requestSha256 = sha256OfCanonicalJson({ erasureId, request });
    const known = await erasures.find(erasureId);
    if (known !== null) {
      if (known.requestSha256 !== requestSha256) throw new IdempotencyKeyReusedError('This Idempotency-Key was used to erase somebody else.', { field: 'Idempotency-Key' });
      if (known.state === 'RUNNING') await workflow.start(erasureId, { erasureId });
      return known;
    }
    const subject = await this.#resolve(request);
    await this.#refuseHeld(subject);
    const erasure: Erasure = { erasureId, state: 'RUNNING', subject, requestedBy, requestedAt: now().toISOString(), receipt: null, signature: null };
    await erasures.create(erasure, requestSha256);
    await workflow.start(erasureId, { erasureId });
    return erasure;
  }

  /** The registered person and the accounts that belong together: an external id is the e-mail of its candidate. */
  async #resolve({ externalImageId = null, candidateSub = null, candidateEmail = null }: { [Name in keyof ErasureRequest]: ErasureRequest[Name] | null }): Promise<ErasureSubject> {
    const { records } = this.#props;
    const emails = [candidateEmail === null ? null : normaliseExternalId(candidateEmail), externalImageId === null ? null : await records.externalIdOf(externalImageId)].filter((email) => email !== null);
    const registered = externalImageId ?? (emails[0] === undefined ? null : await records.registeredUnder(emails[0]));
    const subs = new Set(candidateSub === null ? [] : [candidateSub]);
    for (const email of emails) for (const sub of await records.subsOf(email)) subs.add(sub);
    if (registered === null && subs.size === 0) throw new NotFoundError('Nothing is on record of such a person.');
    return { externalImageId: registered, candidateSubs: [...subs].sort() };
  }

  async #refuseHeld({ candidateSubs }: ErasureSubject): Promise<void> {
    for (const sub of candidateSubs) {
      const held = (await this.#props.records.sessionsOf(sub)).find(({ isHeld }) => isHeld);
      if (held !== undefined) throw new LegalHoldError(...told('sessionHeld', { sessionId: held.sessionId }));
    }
  }
}
