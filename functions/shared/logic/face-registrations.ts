import { setTimeout as delay } from 'node:timers/promises';
import { v4 } from 'uuid';
import { z } from 'zod';
import { PhotoRefusedError, UnavailableError, type PhotoRefusal } from '../../../domain/errors.ts';
import { MEASURED_QUANTITIES, PHOTO_REFUSAL_CODES } from '../../../domain/registration/photo-refusal.ts';
import { toInvigilError } from '../adapters/service-errors.ts';
import type { Caller } from '../http/request.ts';
import { CONTENT_TYPE, FILE_EXTENSION } from '../image/image-header.ts';
import type { ReceivedImage } from '../image/received-image.ts';
import { logger } from '../logger.ts';
import type { Claim, Executions } from '../ports/executions.ts';
import type { ImageStore } from '../ports/image-store.ts';
import type { ExecutionResult, Workflow } from '../ports/workflow.ts';

const POLL_INTERVAL_MS = 200;
/** Kept back from the function's time-out to close and answer in. */
const ANSWER_RESERVE_MS = 2_000;

/** The error with which register-face ends when the photo is to blame; its cause is the list of reasons as JSON. */
export const PHOTO_REFUSED = 'PhotoRefused';

const RefusalsSchema = z.array(
  z.object({ code: z.enum(PHOTO_REFUSAL_CODES), quantity: z.enum(MEASURED_QUANTITIES), measured: z.number().nullable(), limit: z.number().nullable(), message: z.string() }),
) satisfies z.ZodType<PhotoRefusal[]>;

export interface FaceRegistrationsProps {
  executions: Executions;
  photos: ImageStore;
  workflow: Workflow;
  now: () => Date;
}

/** From a checked photo to a registered face. */
export class FaceRegistrations {
  readonly #props: FaceRegistrationsProps;

  constructor(props: FaceRegistrationsProps) {
    this.#props = props;
  }

  /**
   * Registers the face of a photo under a full name and answers its external image id.
   * @throws PhotoRefusedError with every reason against the photo
   * @throws UnavailableError when the registration failed and was undone, or is not over in time
   */
  async register(request: { caller: Caller; image: ReceivedImage; fullName: string }, remainingMs: () => number): Promise<string> {
    const externalImageId = v4();
    const claim: Claim = {
      executionName: v4(),
      machine: 'register-face',
      owner: request.caller.sub,
      imageSha256: request.image.sha256,
      claimId: v4(),
      startDate: this.#props.now().toISOString(),
      sessionId: null,
    };
    await this.#props.executions.claim(claim);
    const executionArn = await this.#start(claim, externalImageId, request);
    const result = await this.#waitFor(executionArn, remainingMs);
    await this.#close(claim, { status: statusOf(result), executionArn, error: result.error });
    if (result.status === 'SUCCEEDED') return externalImageId;
    if (result.error === PHOTO_REFUSED) throw new PhotoRefusedError(RefusalsSchema.parse(JSON.parse(result.cause ?? '[]')));
    throw new UnavailableError('The face could not be registered. Please repeat the request.');
  }

  async #start(claim: Claim, externalImageId: string, { image, fullName, caller }: { image: ReceivedImage; fullName: string; caller: Caller }): Promise<string> {
    const key = `photos/${externalImageId}/${claim.executionName}.${FILE_EXTENSION[image.format]}`;
    try {
      const photo = await this.#props.photos.put(key, image.bytes, CONTENT_TYPE[image.format]);
      return await this.#props.workflow.start(claim.executionName, {
        registrationId: claim.executionName,
        externalImageId,
        fullName,
        photo,
        registeredAt: claim.startDate,
        registeredBy: caller.sub,
      });
    } catch (error) {
      const invigilError = toInvigilError(error);
      await this.#close(claim, { status: 'FAILED', error: error instanceof Error ? error.name : 'Error' });
      // Refused, so nothing will ever refer to the photo. Where a reply was lost, the execution may be using it.
      if (invigilError.code === 'THROTTLED') await this.#props.photos.remove(key);
      throw invigilError;
    }
  }

  /** A question that fails is asked again: how the registration ends does not depend on it. */
  async #waitFor(executionArn: string, remainingMs: () => number): Promise<ExecutionResult> {
    while (remainingMs() > ANSWER_RESERVE_MS) {
      try {
        const result = await this.#props.workflow.result(executionArn);
        if (result !== null) return result;
      } catch (error) {
        if (toInvigilError(error).code === 'INTERNAL') throw error;
      }
      await delay(POLL_INTERVAL_MS);
    }
    throw new UnavailableError('The registration is still under way: look for the person among the registered ones before repeating it.');
  }

  /** How the registration ended is known and on record: a claim that cannot be closed changes nothing of it. */
  async #close(claim: Claim, closing: Omit<Parameters<Executions['close']>[1], 'stopDate'>): Promise<void> {
    try {
      await this.#props.executions.close(claim, { ...closing, stopDate: this.#props.now().toISOString() });
    } catch (error) {
      logger.warn('Could not close the execution', { executionName: claim.executionName, errorName: error instanceof Error ? error.name : 'Error' });
    }
  }
}

function statusOf({ status }: ExecutionResult): 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' {
  return status === 'ABORTED' ? 'FAILED' : status;
}
