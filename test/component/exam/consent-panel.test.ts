import { describe, expect, it } from '@jest/globals';
import { APP_CONFIG } from '../../../frontend/auth/app-config.ts';
import ConsentPanel from '../../../frontend/components/exam/ConsentPanel.vue';
import { CONSENT_VERSION } from '../../../frontend/composables/useConsent.ts';
import { mountPage } from '../helpers/mount-page.ts';

describe('the question of consent', () => {
  it('is answered by ticking the box, and not without', async () => {
    const panel = mountPage(ConsentPanel, { props: { intervalMs: 1_000 } });
    expect(panel.get('button').attributes('aria-disabled')).toBe('true');
    await panel.get('input[type=checkbox]').setValue(true);
    expect(panel.get('button').attributes('aria-disabled')).toBeUndefined();
    await panel.get('form').trigger('submit');
    expect(panel.emitted('agree')).toHaveLength(1);
  });

  it.each([
    [1_000, 'about every second;'],
    [10_000, 'about every 10 seconds;'],
    [2_500, 'about every 2.5 seconds;'],
  ])('says how often a picture is sent: each %d ms is %s', (intervalMs, text) => {
    expect(mountPage(ConsentPanel, { props: { intervalMs } }).text()).toContain(text);
  });

  it.each([
    [1, 'at the longest for one day'],
    [30, 'at the longest for 30 days'],
    [null, 'for as long as your organisation has set'],
  ])('says how long all of it is kept here: %p days is %s', (retentionDays, text) => {
    const config = { issuer: '', clientId: '', region: '', logoutUrl: null, retentionDays };
    expect(mountPage(ConsentPanel, { props: { intervalMs: 1_000 }, global: { provide: { [APP_CONFIG as symbol]: config } } }).text()).toContain(text);
  });

  it('says that the camera check sends pictures, too, and under which version all of this is asked', () => {
    const text = mountPage(ConsentPanel, { props: { intervalMs: 1_000 } }).text();
    expect(text).toContain('before it, while you check your camera, every two seconds');
    expect(text).toContain(`Version ${CONSENT_VERSION} of this text`);
  });
});
