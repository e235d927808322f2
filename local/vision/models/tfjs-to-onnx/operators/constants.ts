import type { OperatorTable } from '../conversion.ts';

export const constantOperators: OperatorTable = {
  Const: (node, conversion) => conversion.weight(node.name),
  Identity: (node, conversion) => conversion.input(node, 0),
};
