import { expect, it } from '@jest/globals';
import { AwsError } from '../../../local/aws/aws-error.ts';
import { errorBody } from '../../../local/rekognition/error-body.ts';

it('an error of the service names itself twice and has a message with a capital, as in the example of the developer guide', () => {
  expect(errorBody(new AwsError('InvalidS3ObjectException', 'Unable to get object metadata from S3.'))).toEqual({
    __type: 'InvalidS3ObjectException',
    Code: 'InvalidS3ObjectException',
    Logref: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    Message: 'Unable to get object metadata from S3.',
  });
});

it('an error of the protocol has the form of all AWS JSON services', () => {
  expect(errorBody(new AwsError('ValidationException', '1 validation error detected'))).toEqual({ __type: 'ValidationException', message: '1 validation error detected' });
});
