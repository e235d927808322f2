import type { Api } from './api.ts';
import type { ImageBuckets } from './image-buckets.ts';
import type { Parameters } from './parameters.ts';
import type { SigningKey } from './signing-key.ts';
import type { Tables } from './tables.ts';
import type { Workflow } from './workflow.ts';

/** The parts of the stack that the functions behind the API work with. */
export interface Parts {
  api: Api;
  tables: Tables;
  buckets: ImageBuckets;
  verifyFrame: Workflow;
  registerFace: Workflow;
  parameters: Parameters;
  signingKey: SigningKey;
}
