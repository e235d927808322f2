import { setTimeout as delay } from 'node:timers/promises';
import { v4 } from 'uuid';
import { told } from '../../../domain/error-sentences.ts';
import { IdempotencyKeyReusedError, InvalidRequestError, NotFoundError } from '../../../domain/errors.ts';
import { MAX_PHOTOS } from '../../../domain/registration/photo-limits.ts';
import { toInvigilError } from '../adapters/service-errors.ts';
import { CONTENT_TYPE, FILE_EXTENSION } from '../image/image-header.ts';
import { logger } from '../logger.ts';
import type { Claim, ExecutionRecord, Executions } from '../ports/executions.ts';
import type { FaceDirectory } from '../ports/face-directory.ts';
import type { ImageStore } from '../ports/image-store.ts';
import type { ExecutionResult, Workflow } from '../ports/workflow.ts';
import type { RegistrationInput, RegistrationOutput } from '../registration-input.ts';
import { claimOf, executionNameOf, type RegistrationRequest } from './registration-claim.ts';
import { failedForNow, outcomeOf, type RegistrationOutcome } from './registration-outcome.ts';

/** A claim this old whose execution does not exist has no starter any more: starters are cut off before. */
const STALE_CLAIM_MS = 30_000;
const POLL_INTERVAL_MS = 200;
/** Kept back from the function's 26 s: whoever waits is answered after 20 s, however the registration stands. */
const ANSWER_RESERVE_MS = 6_000;

export interface FaceRegistrationsProps {
  executions: Executions;
  photos: ImageStore;
  workflow: Workflow;
  directory: FaceDirectory;
  now: () => Date;
}

export type Registration = RegistrationOutcome & { registrationId: string };

/** From a checked photo to a registered face. */
export class FaceRegistrations {
  readonly #props: FaceRegistrationsProps;

  constructor(props: FaceRegistrationsProps) {
    this.#props = props;
  }

  /**
   * Registers a face and answers how it ended, or that it has not within the time. With an idempotency key equal requests are one registration
   * with one answer, also while it is under way; once it has failed, the next one tries again.
   * @throws IdempotencyKeyReusedError when the key was used for something else, or what it registered has been removed since
   */
  async register(request: RegistrationRequest, remainingMs: () => number): Promise<Registration> {
    const wanted = claimOf(request, { workflow: this.#props.workflow, now: this.#props.now() });
    const { executions } = this.#props;
    const registrationId = wanted.executionName;
    if (await executions.claim(wanted)) return this.#execute(wanted, request, remainingMs);
    // Whoever has waited for an attempt is answered with how that one ended; whoever comes later may try again.
    const awaited = new Set<string>();
    while (remainingMs() > ANSWER_RESERVE_MS) {
      const seen = await executions.find(registrationId);
      if (seen !== null && seen.requestSha256 !== wanted.requestSha256) throw new IdempotencyKeyReusedError('This Idempotency-Key was used for something else.', { field: 'Idempotency-Key' });
      const outcome = seen === null ? null : await this.#outcomeOf(seen);
      if (outcome?.status === 'RUNNING') awaited.add(seen?.claimId ?? '');
      else if (outcome !== null && (outcome.status === 'SUCCEEDED' || awaited.has(seen?.claimId ?? ''))) return { registrationId, ...(await this.#stillTrue(outcome)) };
      else if (seen === null ? await executions.claim(wanted) : await executions.reclaim(seen, wanted)) return this.#execute(wanted, request, remainingMs);
      await delay(POLL_INTERVAL_MS);
    }
    return { registrationId, status: 'RUNNING' };
  }

  /**
   * How a registration stands.
   * @throws NotFoundError when there is none of this id, or Step Functions has forgotten it (after 90 days)
   */
  async find(registrationId: string): Promise<Registration> {
    const seen = await this.#props.executions.find(registrationId);
    if (seen?.machine !== 'register-face') throw new NotFoundError('There is no such registration.');
    return { registrationId, ...(await this.#outcomeOf(seen)) };
  }

  /** To answer with somebody who is gone would be no answer. */
  async #stillTrue(outcome: RegistrationOutcome): Promise<RegistrationOutcome> {
    if (outcome.status !== 'SUCCEEDED') return outcome;
    const person = await this.#props.directory.find(outcome.output.externalImageId);
    if (person?.state === 'registered') return outcome;
    throw new IdempotencyKeyReusedError('What was registered with this Idempotency-Key has been removed since.', { field: 'Idempotency-Key' });
  }

  async #execute(claim: Claim, request: RegistrationRequest, remainingMs: () => number): Promise<Registration> {
    const registrationId = claim.executionName;
    try {
      const known = await this.#findPhoto(request);
      if (known !== null) {
        await this.#close(claim, { status: 'FAILED', error: 'PhotoKnown' });
        return { registrationId: known.registrationId, status: 'SUCCEEDED', output: known };
      }
      await this.#start(claim, request);
    } catch (error) {
      await this.#close(claim, { status: 'FAILED', error: error instanceof Error ? error.name : 'Error' });
      throw toInvigilError(error);
    }
    while (remainingMs() > ANSWER_RESERVE_MS) {
      const result = await this.#ask(claim);
      if (result !== null && result !== 'RUNNING') return { registrationId, ...(await this.#reconsider(request, await this.#settle(claim, result))) };
      await delay(POLL_INTERVAL_MS);
    }
    return { registrationId, status: 'RUNNING' };
  }

  /**
   * The very photo, where the person has it already, and put back where its object has gone missing: its row alone does not show it, or let its face be
   * indexed again. Null else.
   * @throws NotFoundError, InvalidRequestError when the person takes no further photo
   */
  async #findPhoto({ subject, image }: RegistrationRequest): Promise<RegistrationOutput | null> {
    if (subject.kind === 'person') return null;
    const person = await this.#props.directory.find(subject.externalImageId);
    if (person?.state !== 'registered') throw new NotFoundError('There is no such person.');
    const photo = person.photos.find(({ sha256 }) => sha256 === image.sha256);
    if (photo !== undefined) {
      await this.#props.photos.restore(photo.key, image.bytes, CONTENT_TYPE[image.format]);
      return { registrationId: photo.registrationId, externalImageId: person.externalImageId, faceId: photo.faceId, quality: photo.quality };
    }
    if (person.faceIds.length >= MAX_PHOTOS) throw new InvalidRequestError(...told('tooManyPhotos', { limit: MAX_PHOTOS }, { field: 'image' }));
    return null;
  }

  /**
   * A further photo may have come to nothing for what somebody else did meanwhile: added the very same, added the last that a person may have, or removed the
   * person. To repeat it would help none of them.
   * @throws NotFoundError, InvalidRequestError as `#findPhoto`
   */
  async #reconsider(request: RegistrationRequest, outcome: RegistrationOutcome): Promise<RegistrationOutcome> {
    if (outcome.status !== 'FAILED' || outcome.error.code !== 'UNAVAILABLE') return outcome;
    const known = await this.#findPhoto(request);
    return known === null ? outcome : { status: 'SUCCEEDED', output: known };
  }

  async #start(claim: Claim, { caller, image, subject }: RegistrationRequest): Promise<void> {
    const { photos, workflow } = this.#props;
    const isPerson = subject.kind === 'person';
    const externalImageId = isPerson ? v4() : subject.externalImageId;
    const key = `photos/${externalImageId}/${claim.claimId}.${FILE_EXTENSION[image.format]}`;
    try {
      const stored = await photos.put(key, image.bytes, CONTENT_TYPE[image.format]);
      await workflow.start(executionNameOf(claim), {
        kind: subject.kind,
        registrationId: claim.executionName,
        externalImageId,
        fullName: isPerson ? subject.fullName : null,
        externalId: isPerson ? subject.externalId : null,
        photo: { ...stored, sha256: image.sha256, widthPx: image.widthPx, heightPx: image.heightPx },
        registeredAt: claim.startDate,
        registeredBy: caller.sub,
        override: isPerson ? subject.override : null,
      } satisfies RegistrationInput);
    } catch (error) {
      if (await this.#hasStarted(claim)) return;
      // Nothing refers to the photo, or ever will: an execution that starts late does not find it, and ends.
      await this.#removePhoto(key);
      throw error;
    }
  }

  /** The reply of a start may have been lost. Where nobody can tell, it is taken for started: then the photo is not taken away from it. */
  async #hasStarted(claim: Claim): Promise<boolean> {
    try {
      return (await this.#props.workflow.result(claim.executionArn ?? '')) !== null;
    } catch {
      return true;
    }
  }

  /** What cannot be removed now, reconciliation finds: a photo that no row refers to. */
  async #removePhoto(key: string): Promise<void> {
    try {
      await this.#props.photos.remove(key);
    } catch (error) {
      logger.warn('Could not remove the photo of a registration that did not start', { key, errorName: error instanceof Error ? error.name : 'Error' });
    }
  }

  /** A question that fails is asked again: how the registration ends does not depend on it. */
  async #ask({ executionArn }: Pick<Claim, 'executionArn'>): Promise<ExecutionResult | 'RUNNING' | null> {
    try {
      return await this.#props.workflow.result(executionArn ?? '');
    } catch (error) {
      if (toInvigilError(error).code === 'INTERNAL') throw error;
      return 'RUNNING';
    }
  }

  async #outcomeOf(seen: ExecutionRecord): Promise<RegistrationOutcome> {
    const result = seen.executionArn === null ? null : await this.#ask({ executionArn: seen.executionArn });
    if (result === 'RUNNING') return { status: 'RUNNING' };
    if (result !== null) return this.#settle(seen, result);
    if (seen.status === 'SUCCEEDED') throw new NotFoundError('This registration succeeded so long ago that no more is known of it.');
    if (seen.status === 'RUNNING' && this.#props.now().getTime() - Date.parse(seen.startDate) <= STALE_CLAIM_MS) return { status: 'RUNNING' };
    return failedForNow();
  }

  async #settle(claim: Pick<ExecutionRecord, 'executionName' | 'machine' | 'claimId'> & { status?: string }, result: ExecutionResult): Promise<RegistrationOutcome> {
    if (claim.status === undefined || claim.status === 'RUNNING') await this.#close(claim, { status: result.status === 'ABORTED' ? 'FAILED' : result.status, error: result.error });
    return outcomeOf(result, this.#props.directory);
  }

  /** How the registration ended is known and on record: a claim that cannot be closed changes nothing of it. */
  async #close(claim: Pick<Claim, 'executionName' | 'machine' | 'claimId'>, closing: Omit<Parameters<Executions['close']>[1], 'stopDate'>): Promise<void> {
    try {
      await this.#props.executions.close(claim, { ...closing, stopDate: this.#props.now().toISOString() });
    } catch (error) {
      logger.warn('Could not close the execution', { executionName: claim.executionName, errorName: error instanceof Error ? error.name : 'Error' });
    }
  }
}
