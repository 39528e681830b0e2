/** What the operators ask of TypeScript's syntax tree. */
import ts from 'typescript';

export const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);

/** What no operator looks into: types, what is imported, and what an error says. */
export const isOutside = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  (ts.isNewExpression(node) && node.expression.getText().endsWith('Error')) ||
  (ts.isCallExpression(node) && node.expression.getText().startsWith('console.'));

/** The statement is left for good there: what an `if` leads to when it is a guard. */
export function isExit(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) {
    const last = statement.statements.at(-1);
    return last !== undefined && isExit(last);
  }
  return (
    ts.isReturnStatement(statement) ||
    ts.isThrowStatement(statement) ||
    ts.isContinueStatement(statement) ||
    ts.isBreakStatement(statement)
  );
}

export type WithBody = ts.FunctionLikeDeclaration & { body: ts.ConciseBody };

export const hasBody = (node: ts.Node): node is WithBody =>
  ts.isFunctionLike(node) && (node as ts.FunctionLikeDeclaration).body !== undefined;

/** The function that a node runs in; undefined: it runs when the module is read. */
export const toFunction = (node: ts.Node): WithBody | undefined => ts.findAncestor(node.parent, hasBody);

/** The nearest thing around a node that has a name. */
export function toName(node: ts.Node): string {
  const named = ts.findAncestor(node, (each) => {
    const isNamed =
      ts.isFunctionDeclaration(each) ||
      ts.isMethodDeclaration(each) ||
      ts.isAccessor(each) ||
      ts.isVariableDeclaration(each) ||
      ts.isPropertyAssignment(each) ||
      ts.isClassDeclaration(each);
    return isNamed && each.name !== undefined && !ts.isObjectBindingPattern(each.name);
  }) as ts.NamedDeclaration | undefined;
  return named?.name?.getText().replace(/\s+/g, ' ') ?? 'module';
}
