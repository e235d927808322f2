import { Duration } from 'aws-cdk-lib';

/** What may differ from one installation to the next. */
export const CONFIG = {
  /** One retention governs verdicts, frames and logs. */
  retentionDays: 180,

  /** API Gateway gives up after 29 s; inside it the function, the SDK and verify-frame give up one after the other, the innermost first. */
  apiTimeout: Duration.seconds(29),
  startVerdictTimeout: Duration.seconds(26),
  startRegistrationTimeout: Duration.seconds(26),
  /** verify-frame gives an analysis 4 s. */
  analysisTimeout: Duration.seconds(4),
  registrationStepTimeout: Duration.seconds(15),

  /** Requests a second, and how many at once, over the whole API. */
  throttle: { rateLimit: 200, burstLimit: 400 },
} as const;
