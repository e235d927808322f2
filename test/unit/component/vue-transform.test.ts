import { describe, expect, it } from '@jest/globals';
import { compileComponent, ComponentError } from '../../helpers/component/vue-transform.ts';

describe('the compiler of components for the tests', () => {
  it.each([
    ['a template that does not close', '<template><p></template>'],
    ['a script that is no TypeScript', '<script setup lang="ts">const = 1</script>'],
    ['a script of another kind', '<script lang="ts">export default {}</script>'],
  ])('refuses %s, naming the file', (_, source) => {
    const compile = () => compileComponent(source, 'Broken.vue');
    expect(compile).toThrow(ComponentError);
    expect(compile).toThrow('Broken.vue');
  });
});
