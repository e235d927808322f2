import { image, percent } from '../validation/common-shapes.ts';
import { list, oneOf, required, string, structure } from '../validation/shapes.ts';

export const detectModerationLabelsInput = structure({
  Image: required(image),
  MinConfidence: percent,
  HumanLoopConfig: structure({
    HumanLoopName: required(string({ min: 1, max: 63, pattern: '[a-z0-9](-*[a-z0-9])*' })),
    FlowDefinitionArn: required(string({ max: 256 })),
    DataAttributes: structure({
      ContentClassifiers: list(oneOf(['FreeOfPersonallyIdentifiableInformation', 'FreeOfAdultContent']), { max: 256 }),
    }),
  }),
  ProjectVersion: string({
    min: 20,
    max: 2_048,
    pattern: '(^arn:[a-z\\d-]+:rekognition:[a-z\\d-]+:\\d{12}:project\\/[a-zA-Z0-9_.\\-]{1,255}\\/version\\/[a-zA-Z0-9_.\\-]{1,255}\\/[0-9]+$)',
  }),
});
