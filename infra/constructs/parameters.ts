import { CfnParameter } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** A name, and perhaps a confidence, 0-100. */
const OBJECT = '[^,:]+(:\\s*(100|\\d{1,2})(\\.\\d+)?\\s*)?';

/** What is chosen at deployment: the policy's first values, how many frames at once, and who is admin first. */
export class Parameters extends Construct {
  readonly policyEnvironment: Record<string, string>;
  /** How many frames one person may send at once; beyond that they are taken twice as often as the policy asks for. */
  readonly frameBurst: string;
  /** Empty for none. */
  readonly adminEmail: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const percent = (name: string, description: string): string => this.#parameter(name, { type: 'Number', default: 85, minValue: 0, maxValue: 100, description });
    this.policyEnvironment = {
      MIN_CONFIDENCE_PERCENT: percent('MinConfidencePercent', 'A person or an object counts from this confidence on.'),
      FACE_MATCH_PERCENT: percent('FaceMatchPercent', 'A face is a registered person from this similarity on.'),
      MODERATION_PERCENT: percent('ModerationPercent', 'Content is unsafe from this confidence on.'),
      OBJECTS_OF_INTEREST: this.#parameter('ObjectsOfInterest', {
        type: 'String',
        default: 'Mobile Phone,Cell Phone',
        allowedPattern: `^$|^${OBJECT}(,${OBJECT})*$`,
        constraintDescription: 'must be names divided by commas, each with a confidence of its own or none: Mobile Phone:50,Book',
        description: "What must not be seen: Rekognition's names of labels, divided by commas, each with a confidence of its own or none (Mobile Phone:50).",
      }),
      FRAME_INTERVAL_MS: this.#parameter('FrameIntervalMs', {
        type: 'Number',
        default: 10_000,
        minValue: 500,
        description: 'How often a candidate sends a frame. Every frame is four calls of Rekognition.',
      }),
    };
    this.frameBurst = this.#parameter('FrameBurst', {
      type: 'Number',
      default: 10,
      minValue: 1,
      description: 'How many frames one person may send at once. Beyond that they are taken twice as often as the policy asks for, and refused else.',
    });
    this.adminEmail = this.#parameter('AdminEmail', {
      type: 'String',
      default: '',
      allowedPattern: '^$|^[^@\\s]+@[^@\\s]+$',
      constraintDescription: 'must be an e-mail address, or empty',
      description: 'Whoever is invited as the first admin; empty for nobody. Another address replaces that user.',
    });
  }

  /** Its logical id is its name alone, for that is what an operator types. */
  #parameter(name: string, props: ConstructorParameters<typeof CfnParameter>[2]): string {
    const parameter = new CfnParameter(this, name, props);
    parameter.overrideLogicalId(name);
    return parameter.valueAsString;
  }
}
