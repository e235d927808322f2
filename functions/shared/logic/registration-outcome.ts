import { ExternalIdTakenError, FaceAlreadyRegisteredError, PhotoRefusedError, UnavailableError, type Duplicate, type InvigilError } from '../../../domain/errors.ts';
import type { SimilarPerson } from '../../../domain/registration/uniqueness.ts';
import type { FaceDirectory } from '../ports/face-directory.ts';
import type { ExecutionResult } from '../ports/workflow.ts';
import { REGISTRATION_ERROR, RefusedPhotoSchema, RegistrationOutputSchema, SimilarPeopleSchema, type RegistrationOutput } from '../registration-input.ts';

/** How a registration stands, or ended. */
export type RegistrationOutcome = { status: 'RUNNING' } | { status: 'SUCCEEDED'; output: RegistrationOutput } | { status: 'FAILED'; error: InvigilError };

/** What an execution of register-face that has ended means to who asked for it. The names of others are as they are now. */
export async function outcomeOf({ status, output, error, cause }: Pick<ExecutionResult, 'status' | 'output' | 'error' | 'cause'>, directory: FaceDirectory): Promise<RegistrationOutcome> {
  if (status === 'SUCCEEDED') return { status, output: RegistrationOutputSchema.parse(JSON.parse(output ?? '')) };
  return { status: 'FAILED', error: await errorOf(error, cause ?? '', directory) };
}

/** A registration that nothing came of, for a reason that lies with no one who asked for it. */
export function failedForNow(): RegistrationOutcome {
  return { status: 'FAILED', error: new UnavailableError('The face could not be registered, and nothing was kept. Please repeat the request.') };
}

async function errorOf(error: string | null, cause: string, directory: FaceDirectory): Promise<InvigilError> {
  switch (error) {
    case REGISTRATION_ERROR.photoRefused: {
      const { reasons, duplicates } = RefusedPhotoSchema.parse(JSON.parse(cause));
      return new PhotoRefusedError(reasons, { duplicates: await withNames(duplicates, directory) });
    }
    case REGISTRATION_ERROR.faceAlreadyRegistered:
      return new FaceAlreadyRegisteredError(await withNames(SimilarPeopleSchema.parse(JSON.parse(cause)), directory));
    case REGISTRATION_ERROR.externalIdTaken:
      return new ExternalIdTakenError('This external id is somebody else’s already.', { field: 'externalId' });
    default:
      return new UnavailableError('The face could not be registered. Please repeat the request.');
  }
}

function withNames(people: readonly SimilarPerson[], directory: FaceDirectory): Promise<Duplicate[]> {
  return Promise.all(people.map(async (person) => ({ ...person, fullName: await registeredName(person.externalImageId, directory) })));
}

async function registeredName(externalImageId: string, directory: FaceDirectory): Promise<string | null> {
  const person = await directory.find(externalImageId);
  return person?.state === 'registered' ? person.fullName : null;
}
