import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Tables } from '../../infra/constructs/tables.ts';
import type { TableResource } from '../../local/assembly/assembly.ts';

interface TableTemplate {
  Properties: Record<string, unknown> & { TimeToLiveSpecification?: { AttributeName: string } };
}

/** The product's own tables as the stack declares them, named as on one machine: `Verdicts`, `Executions`. */
export function productTables(): TableResource[] {
  const stack = new Stack(new App(), 'Stack');
  new Tables(stack, 'Tables');
  const templates = Object.entries(Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable')) as [string, TableTemplate][];
  return templates.map(([logicalId, { Properties: properties }]) => {
    const name = /^Tables([A-Za-z]+?)[0-9A-F]{8}$/.exec(logicalId)?.[1] ?? logicalId;
    return { name, arn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`, properties, timeToLiveAttribute: properties.TimeToLiveSpecification?.AttributeName ?? null };
  });
}
