import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdkJson from '../../cdk.json' with { type: 'json' };
import { InvigilStack } from '../../infra/invigil-stack.ts';

/** The template of the stack, as `cdk synth` writes it. Bundles are the synthesis's business: nothing is built. */
export function stackTemplate(context: Readonly<Record<string, unknown>> = {}): Template {
  return Template.fromStack(new InvigilStack(new App({ context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [], ...context } }), 'Invigil'));
}
