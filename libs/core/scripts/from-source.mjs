/**
 * Lets a plain Node script import the TypeScript sources: `node --import ./libs/core/scripts/from-source.mjs …`.
 * For scripts that write generated files and for specs that need a process of their own; nothing shipped uses it.
 */
import { register } from 'node:module';

const hooks = `
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js')) {
    try {
      return await next(specifier.replace(/\\.js$/, '.ts'), context);
    } catch {
      return next(specifier, context);
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { code } = await transform(await readFile(fileURLToPath(url), 'utf8'), {
    module: { type: 'es6' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
`;
// Resolved from here, so that the bare import of @swc/core inside a data: URL finds its package.
const source = hooks.replace("'@swc/core'", `'${import.meta.resolve('@swc/core')}'`);
register(`data:text/javascript,${encodeURIComponent(source)}`);
