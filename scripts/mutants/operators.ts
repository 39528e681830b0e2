/** Every way in which a source can be made to check less: found in its syntax tree, each as a text in the place of another. */
import ts from 'typescript';
import { toExpressionChanges } from './expressions.ts';
import { hasBody, isExit, isOutside, parse, toFunction, toName } from './syntax.ts';

/** A part of a source, and what stands there instead. */
export interface Change {
  operator: string;
  node: ts.Node;
  /** Of the text, where it is not the whole node. */
  from?: number;
  to?: number;
  instead: string;
}

export interface Mutant {
  /** The same as long as nothing changes but the lines above: file, nearest name, operator, text. */
  id: string;
  path: string;
  room: string;
  operator: string;
  line: number;
  from: number;
  to: number;
  instead: string;
  /** The function it is in, as `toWatched` numbers them. */
  place: string;
}

/** Longer texts are cut in the middle of an id. */
const MAX_TEXT = 70;

const flat = (text: string): string => text.replace(/\s+/g, ' ');
const cut = (text: string): string =>
  text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT / 2)} … ${text.slice(-MAX_TEXT / 2)}`;

/** `lib/vault/header.ts` is a file of the room vault. */
export const toRoom = (path: string): string => path.split('/')[1] ?? '';

export const toPlace = (path: string, node: ts.Node | undefined): string =>
  `${path}#${node ? node.getStart() : 'module'}`;

/** The mutants of a source, in its order. */
export function findMutants(path: string, text: string): Mutant[] {
  const source = parse(path, text);
  const mutants: Mutant[] = [];
  const seen = new Map<string, number>();
  const add = ({ operator, node, from = node.getStart(), to = node.getEnd(), instead }: Change) => {
    const was = cut(flat(text.slice(from, to)));
    const becomes = instead === ';' ? '' : ` → ${cut(flat(instead))}`;
    const name = `${path.replace(/^lib\/|\.ts$/g, '')} ${toName(node)} ${operator}: ${was}${becomes}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    mutants.push({
      id: times === 1 ? name : `${name} (${times})`,
      path,
      room: toRoom(path),
      operator,
      line: source.getLineAndCharacterOfPosition(from).line + 1,
      ...{ from, to, instead },
      place: toPlace(path, toFunction(node)),
    });
  };
  const walk = (node: ts.Node) => {
    if (isOutside(node)) return;
    for (const change of [...toStatementChanges(node), ...toExpressionChanges(node)]) add(change);
    ts.forEachChild(node, walk);
  };
  walk(source);
  return mutants;
}

/** The source with a mutant's change. */
export const mutate = (
  text: string,
  { from, to, instead }: Pick<Mutant, 'from' | 'to' | 'instead'>,
): string => text.slice(0, from) + instead + text.slice(to);

/** The source as it is, but that each function says when it runs: to `globalThis.facetRan`, by its place. */
export function toWatched(path: string, text: string): string {
  const added: [number, string][] = [[text.length, `\nglobalThis.facetRan?.add('${path}#module');`]];
  const walk = (node: ts.Node) => {
    if (hasBody(node)) {
      const { body } = node;
      const says = `globalThis.facetRan?.add('${toPlace(path, node)}')`;
      if (ts.isBlock(body)) added.push([body.getStart() + 1, `${says};`]);
      else added.push([body.getStart(), `(${says}, (`], [body.getEnd(), '))']);
    }
    ts.forEachChild(node, walk);
  };
  walk(parse(path, text));
  // at one place an inner function's end comes before that of the outer one, whatever is the order here: both are `))`
  return added
    .toSorted(([one], [other]) => other - one)
    .reduce((all, [at, says]) => all.slice(0, at) + says + all.slice(at), text);
}

/** Guards and conditions, what is thrown, and what is done for what it does alone. */
function toStatementChanges(node: ts.Node): Change[] {
  if (ts.isIfStatement(node)) {
    const { expression, thenStatement, elseStatement } = node;
    const negated: Change = { operator: 'not', node: expression, instead: `!(${expression.getText()})` };
    if (elseStatement) return [negated];
    const operator = isExit(thenStatement) ? 'guard' : 'if';
    const to = thenStatement.getEnd();
    return [{ operator, node, to, instead: ';' }, negated];
  }
  if (ts.isThrowStatement(node) && !isAlone(node)) return [{ operator: 'throw', node, instead: ';' }];
  if (!ts.isExpressionStatement(node) || isAlone(node)) return [];
  const { expression } = node;
  const inner =
    ts.isAwaitExpression(expression) || ts.isVoidExpression(expression) ? expression.expression : expression;
  if (inner.kind === ts.SyntaxKind.SuperKeyword || isOutside(inner)) return [];
  if (ts.isCallExpression(inner)) {
    return inner.expression.kind === ts.SyntaxKind.SuperKeyword
      ? []
      : [{ operator: 'call', node, instead: ';' }];
  }
  const isDone =
    ts.isDeleteExpression(inner) || ts.isBinaryExpression(inner) || ts.isParenthesizedExpression(inner);
  return isDone ? [{ operator: 'done', node, instead: ';' }] : [];
}

/** All that an `if` without `else` leads to: without it the `if` is gone, which is a change already. */
function isAlone(node: ts.Statement): boolean {
  const { parent } = node;
  const holder = ts.isBlock(parent) && parent.statements.length === 1 ? parent.parent : parent;
  return ts.isIfStatement(holder) && holder.elseStatement === undefined;
}
