/** What can be changed within an expression: comparisons, limits, defaults, patterns, and what is done with lists and texts. */
import ts from 'typescript';
import type { Change } from './operators.ts';

const { SyntaxKind: Kind } = ts;

const OTHERS: Partial<Record<ts.SyntaxKind, [operator: string, instead: string]>> = {
  [Kind.LessThanToken]: ['edge', '<='],
  [Kind.LessThanEqualsToken]: ['edge', '<'],
  [Kind.GreaterThanToken]: ['edge', '>='],
  [Kind.GreaterThanEqualsToken]: ['edge', '>'],
  [Kind.EqualsEqualsEqualsToken]: ['equal', '!=='],
  [Kind.ExclamationEqualsEqualsToken]: ['equal', '==='],
};

/** Methods of lists and texts of which there are two that look at the same. */
const TWINS: Record<string, string> = {
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  min: 'max',
  max: 'min',
};

/** Methods that give the same kind of thing as they are asked of: without them more is let through. */
const STEPS = new Set(['filter', 'slice', 'trim', 'toLowerCase', 'toSorted', 'toReversed', 'normalize']);

export function toExpressionChanges(node: ts.Node): Change[] {
  if (ts.isBinaryExpression(node)) return toBinaryChanges(node);
  if (ts.isCallExpression(node)) return toCallChanges(node);
  if (ts.isRegularExpressionLiteral(node)) return toAnchorChanges(node);
  if (ts.isNumericLiteral(node)) return toNumberChanges(node);
  if (node.kind === Kind.TrueKeyword)
    return isInTable(node) ? [] : [{ operator: 'boolean', node, instead: 'false' }];
  if (node.kind === Kind.FalseKeyword) return [{ operator: 'boolean', node, instead: 'true' }];
  if (ts.isConditionalExpression(node)) {
    const { condition } = node;
    return [{ operator: 'not', node: condition, instead: `!(${condition.getText()})` }];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === Kind.ExclamationToken && !isCondition(node)) {
    return [{ operator: 'not', node, instead: node.operand.getText() }];
  }
  return [];
}

/** A list of names, written as an object all of whose values are `true`. */
function isInTable({ parent }: ts.Node): boolean {
  if (!ts.isPropertyAssignment(parent)) return false;
  const { properties } = parent.parent;
  const isTrue = (each: ts.ObjectLiteralElementLike) =>
    ts.isPropertyAssignment(each) && each.initializer.kind === Kind.TrueKeyword;
  return properties.length > 2 && properties.every(isTrue);
}

/** Negated as the condition that it is. */
const isCondition = ({ parent }: ts.Node): boolean =>
  ts.isIfStatement(parent) || ts.isConditionalExpression(parent);

function toBinaryChanges(node: ts.BinaryExpression): Change[] {
  const { left, right, operatorToken } = node;
  const [one, other] = [left.getText(), right.getText()];
  switch (operatorToken.kind) {
    case Kind.AmpersandAmpersandToken:
      return [{ operator: 'and-or', node, instead: `((${one}) || (${other}))` }];
    case Kind.BarBarToken:
      return [{ operator: 'and-or', node, instead: `((${one}) && (${other}))` }];
    case Kind.QuestionQuestionToken:
      return [{ operator: 'default', node, instead: `(${one})` }];
  }
  const [operator, instead] = OTHERS[operatorToken.kind] ?? [];
  if (operator === undefined || instead === undefined) return [];
  return [{ operator, node, instead: `${one} ${instead} ${other}` }];
}

function toCallChanges(node: ts.CallExpression): Change[] {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const { name, expression: of } = expression;
  const twin = Object.hasOwn(TWINS, name.text) ? TWINS[name.text] : undefined;
  if (twin !== undefined) {
    return [{ operator: 'twin', node, from: name.getStart(), to: name.getEnd(), instead: twin }];
  }
  return STEPS.has(name.text) ? [{ operator: 'step', node, instead: of.getText() }] : [];
}

/** A pattern that stands for the whole text stands for a part of it. */
function toAnchorChanges(node: ts.RegularExpressionLiteral): Change[] {
  const text = node.getText();
  const end = text.lastIndexOf('/');
  const [pattern, flags] = [text.slice(1, end), text.slice(end)];
  const changes: Change[] = [];
  if (pattern.startsWith('^') && pattern.length > 1 && !hasChoice(pattern)) {
    changes.push({ operator: 'anchor', node, instead: `/${pattern.slice(1)}${flags}` });
  }
  if (/(?<!\\)\$$/.test(pattern) && pattern.length > 1) {
    changes.push({ operator: 'anchor', node, instead: `/${pattern.slice(0, -1)}${flags}` });
  }
  return changes;
}

/** What stands beside something else within a pattern is no matter of its ends. */
const hasChoice = (pattern: string): boolean => /^\^\||^\^\*/.test(pattern);

function toNumberChanges(node: ts.NumericLiteral): Change[] {
  const { parent } = node;
  const isName = ts.isPropertyAssignment(parent) && parent.name === node;
  if (isName || ts.isEnumMember(parent)) return [];
  const value = Number(node.text);
  const more = Number.isInteger(value) ? value + 1 : value * 2;
  return [{ operator: 'number', node, instead: String(more) }];
}
