import { describe, expect, it } from '@jest/globals';
import { readSettings, SettingsError } from '../../../local/settings.ts';

describe('readSettings', () => {
  it('takes the defaults where nothing is said', () => {
    expect(readSettings([], {})).toMatchObject({ port: 4_000, awsPort: 4_566, host: '127.0.0.1', reset: false, help: false, faults: false });
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(readSettings([], { INVIGIL_PORT: '', INVIGIL_DATA: '', INVIGIL_FAULTS: '' })).toEqual(readSettings([], {}));
  });

  it.each([
    ['INVIGIL_PORT', { INVIGIL_PORT: '70000' }],
    ['INVIGIL_PORT', { INVIGIL_PORT: 'web' }],
    ['INVIGIL_AWS_PORT', { INVIGIL_AWS_PORT: '-1' }],
    ['INVIGIL_FAULTS', { INVIGIL_FAULTS: 'yes' }],
    ['INVIGIL_VISION', { INVIGIL_VISION: 'quick' }],
    ['INVIGIL_FRAME_BURST', { INVIGIL_FRAME_BURST: '0' }],
  ])('names %s when it is wrong: %j', (name, variables) => {
    expect(() => readSettings([], variables)).toThrow(SettingsError);
    expect(() => readSettings([], variables)).toThrow(name);
  });

  it('searches frames accurately unless asked to be fast', () => {
    expect(readSettings([], {}).visionMode).toBe('accurate');
    expect(readSettings([], { INVIGIL_VISION: 'fast' }).visionMode).toBe('fast');
  });

  it('leaves to the stack how many frames come at once, unless it is told', () => {
    expect(readSettings([], {}).frameBurst).toBeNull();
    expect(readSettings([], { INVIGIL_FRAME_BURST: '500' }).frameBurst).toBe(500);
  });

  it('reads the command line', () => {
    expect(readSettings(['--reset', '--faults', '--host', '::'], {})).toMatchObject({ reset: true, faults: true, host: '::' });
    expect(readSettings(['-h'], {}).help).toBe(true);
  });

  it('names an option that it does not know', () => {
    expect(() => readSettings(['--rest'], {})).toThrow(SettingsError);
  });
});
