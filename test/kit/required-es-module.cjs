/**
 * Node hands an ES module to `require`, Jest does so only from Node 24.9 on. Where a CommonJS package requires an ES
 * module, jest.base.mjs maps that module here: its source is translated when it is loaded.
 */
const path = require('node:path');
const { compileFunction } = require('node:vm');
const { transformFileSync } = require('@swc/core');

const file = path.join(__dirname, '..', '..', 'node_modules', 'content-disposition', 'dist', 'index.js');
const { code } = transformFileSync(file, { swcrc: false, module: { type: 'commonjs' }, jsc: { target: 'es2022' } });
const translated = { exports: {} };
compileFunction(code, ['module', 'exports', 'require'])(translated, translated.exports, require);
module.exports = translated.exports;
