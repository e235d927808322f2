import { App } from 'aws-cdk-lib';
import { FixtureStack } from './fixture-stack.ts';

new FixtureStack(new App(), 'Fixture');
