export * from './model.js';
export * from './collisions.js';
export * from './effective-templates.js';
export * from './infeasible.js';
export * from './simulate.js';
