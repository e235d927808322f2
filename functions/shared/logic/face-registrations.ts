import { setTimeout as delay } from 'node:timers/promises';
import { v4 } from 'uuid';
import { z } from 'zod';
import { PhotoRefusedError, UnavailableError, type PhotoRefusal } from '../../../domain/errors.ts';
import { toInvigilError } from '../adapters/service-errors.ts';
import type { Caller } from '../http/request.ts';
import { CONTENT_TYPE, FILE_EXTENSION } from '../image/image-header.ts';
import type { ReceivedImage } from '../image/received-image.ts';
import type { Claim, Executions } from '../ports/executions.ts';
import type { ImageStore } from '../ports/image-store.ts';
import type { ExecutionResult, Workflow } from '../ports/workflow.ts';

const POLL_INTERVAL_MS = 200;

/** The error with which register-face ends when the photo is to blame; its cause is the list of reasons as JSON. */
export const PHOTO_REFUSED = 'PhotoRefused';

const RefusalsSchema = z.array(
  z.object({ code: z.enum(['NO_FACE', 'SEVERAL_FACES', 'LOW_QUALITY']), measured: z.number().nullable(), limit: z.number().nullable(), message: z.string() }),
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
    };
    await this.#props.executions.claim(claim);
    const result = await this.#run(claim, externalImageId, request, remainingMs);
    await this.#close(claim, { status: statusOf(result), executionArn: result.executionArn, error: result.error });
    if (result.status === 'SUCCEEDED') return externalImageId;
    if (result.error === PHOTO_REFUSED) throw new PhotoRefusedError(RefusalsSchema.parse(JSON.parse(result.cause ?? '[]')));
    throw new UnavailableError('The face could not be registered. Please repeat the request.');
  }

  async #run(claim: Claim, externalImageId: string, { image, fullName, caller }: { image: ReceivedImage; fullName: string; caller: Caller }, remainingMs: () => number): Promise<ExecutionResult> {
    let executionArn: string;
    try {
      const photo = await this.#props.photos.put(`photos/${externalImageId}/${claim.executionName}.${FILE_EXTENSION[image.format]}`, image.bytes, CONTENT_TYPE[image.format]);
      executionArn = await this.#props.workflow.start(claim.executionName, {
        registrationId: claim.executionName,
        externalImageId,
        fullName,
        photo,
        registeredAt: claim.startDate,
        registeredBy: caller.sub,
      });
    } catch (error) {
      await this.#close(claim, { status: 'FAILED', error: error instanceof Error ? error.name : 'Error' });
      throw toInvigilError(error);
    }
    return this.#waitFor(executionArn, remainingMs);
  }

  async #waitFor(executionArn: string, remainingMs: () => number): Promise<ExecutionResult> {
    while (remainingMs() > 2 * POLL_INTERVAL_MS) {
      const result = await this.#props.workflow.result(executionArn);
      if (result !== null) return result;
      await delay(POLL_INTERVAL_MS);
    }
    throw new UnavailableError('The registration is still under way.');
  }

  async #close(claim: Claim, closing: Omit<Parameters<Executions['close']>[1], 'stopDate'>): Promise<void> {
    await this.#props.executions.close(claim.executionName, { ...closing, stopDate: this.#props.now().toISOString() });
  }
}

function statusOf({ status }: ExecutionResult): 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' {
  return status === 'ABORTED' ? 'FAILED' : status;
}
