export * from './passwords.js';
export * from './permissions.js';
export * from './reach.js';
export * from './sessions.js';
export * from './throttle.js';
