import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2, type TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

const { STRING, NUMBER } = AttributeType;

/** The names of the tables' indexes. */
export const INDEX = {
  facesByName: 'byName',
  facesByExternalId: 'byExternalId',
  sessionsByDay: 'byDay',
  sessionsByCandidate: 'byCandidate',
  verdictsById: 'byVerdictId',
  verdictsToReview: 'toReview',
  executionsByDay: 'byDay',
} as const;

/** Everything that is on record. Retained when the stack goes: an audit outlives its software. */
export class Tables extends Construct {
  readonly faces: TableV2;
  readonly sessions: TableV2;
  readonly verdicts: TableV2;
  readonly executions: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.faces = this.#table('Faces', {
      partitionKey: { name: 'externalImageId', type: STRING },
      globalSecondaryIndexes: [
        { indexName: INDEX.facesByName, partitionKey: { name: 'state', type: STRING }, sortKey: { name: 'lowerCaseName', type: STRING } },
        { indexName: INDEX.facesByExternalId, partitionKey: { name: 'externalId', type: STRING } },
      ],
    });
    this.sessions = this.#table('Sessions', {
      partitionKey: { name: 'sessionId', type: STRING },
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [
        { indexName: INDEX.sessionsByDay, partitionKey: { name: 'day', type: STRING }, sortKey: { name: 'startedAt', type: STRING } },
        { indexName: INDEX.sessionsByCandidate, partitionKey: { name: 'candidateSub', type: STRING }, sortKey: { name: 'startedAt', type: STRING } },
      ],
    });
    this.verdicts = this.#table('Verdicts', {
      partitionKey: { name: 'sessionId', type: STRING },
      sortKey: { name: 'sequence', type: NUMBER },
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [
        { indexName: INDEX.verdictsById, partitionKey: { name: 'verdictId', type: STRING } },
        { indexName: INDEX.verdictsToReview, partitionKey: { name: 'reviewPartition', type: STRING }, sortKey: { name: 'receivedAt', type: STRING } },
      ],
    });
    this.executions = this.#table('Executions', {
      partitionKey: { name: 'executionName', type: STRING },
      timeToLiveAttribute: 'expiresAt',
      globalSecondaryIndexes: [{ indexName: INDEX.executionsByDay, partitionKey: { name: 'day', type: STRING }, sortKey: { name: 'startDate', type: STRING } }],
    });
  }

  #table(id: string, props: TablePropsV2): TableV2 {
    return new TableV2(this, id, {
      ...props,
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
