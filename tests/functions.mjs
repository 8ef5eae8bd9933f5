/** Prints every function of the TypeScript and Svelte files named on stdin, with its length. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const ts = createRequire(new URL('../frontend/package.json', import.meta.url))('typescript');

const files = readFileSync(0, 'utf8').split('\n').filter(Boolean);
process.stdout.write(JSON.stringify(files.flatMap(functionsOf)));

function functionsOf(file) {
  const text = readFileSync(file, 'utf8');
  return scriptsOf(file, text).flatMap(({ code, line }) => {
    const tree = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
    return lengths(tree).map((found) => ({ file, ...found, line: found.line + line }));
  });
}

/** The code of a file, and before how many lines of the file each piece starts. */
function scriptsOf(file, text) {
  if (!file.endsWith('.svelte')) return [{ code: text, line: 0 }];
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => ({
    code: match[1],
    line: text.slice(0, match.index).split('\n').length - 1,
  }));
}

function lengths(tree) {
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body && !isChapter(node)) {
      const first = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
      const last = tree.getLineAndCharacterOfPosition(node.end).line;
      found.push({ name: nameOf(node, tree), line: first + 1, lines: last - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** `describe(…, () => { … })` holds tests as a module holds functions. */
function isChapter(node) {
  const call = node.parent;
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText());
}

function nameOf(node, tree) {
  const name = node.name ?? node.parent.name;
  return name ? name.getText(tree) : 'an unnamed function';
}
