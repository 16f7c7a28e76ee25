export * from './decide-problem.js';
export * from './evolve-problem.js';
export * from './ledger-figures.js';
export * from './model.js';
export * from './rule.js';
export * from './sheet/index.js';
export * from './suggest-rule.js';
export * from './vocabulary.js';
