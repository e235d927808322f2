import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/**
 * The key that seals sessions, exports and receipts of erasures. Its private half never leaves KMS. Retained: what it has signed must be
 * verifiable for as long as somebody holds it.
 */
export class SigningKey extends Construct {
  readonly #key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#key = new Key(this, 'Key', {
      description: 'Signs what Invigil has on record: sealed sessions, exports, receipts of erasures.',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      // For `aws kms get-public-key`. The library adds no prefix to a name that it does not know yet.
      alias: `alias/${Aws.STACK_NAME}-signing`,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  /** What a function that signs is told. */
  get environment(): Record<string, string> {
    return { SIGNING_KEY_ARN: this.#key.keyArn };
  }

  /** Lets it sign and read the public half. */
  grantSign(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['kms:Sign', 'kms:GetPublicKey'], resourceArns: [this.#key.keyArn] });
  }

  /** Lets it read the public half alone. */
  grantGetPublicKey(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ['kms:GetPublicKey'], resourceArns: [this.#key.keyArn] });
  }
}
