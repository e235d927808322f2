import { describe, expect, it } from '@jest/globals';
import VerdictOverlay from '../../../frontend/components/exam/VerdictOverlay.vue';
import { mountPage } from '../helpers/mount-page.ts';
import { clearChecks } from '../helpers/verdicts.ts';

const box = (mirrored: boolean) => mountPage(VerdictOverlay, { props: { checks: clearChecks(), mirrored } }).get<HTMLElement>('[data-box]');

describe('the boxes over the picture', () => {
  it('lie where the picture has them, and bear the name', () => {
    const { left, top, width, height } = box(false).element.style;
    expect([left, top, width, height].map(parseFloat)).toEqual([40, 20, 20, 30]);
    expect(box(false).text()).toBe('Ada Lovelace 98%');
  });

  it('lie on the other side of a mirrored picture', () => {
    const checks = clearChecks();
    checks[2].evidence = [{ name: 'Ada Lovelace', confidencePercent: 98.7, thresholdPercent: 85, box: { left: 0.1, top: 0.2, width: 0.2, height: 0.3 } }];
    checks[3].evidence = [];
    const mirrored = mountPage(VerdictOverlay, { props: { checks, mirrored: true } }).get<HTMLElement>('[data-box]');
    expect(parseFloat(mirrored.element.style.left)).toBeCloseTo(70, 6);
  });
});
