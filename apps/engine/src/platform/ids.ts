import { customAlphabet } from 'nanoid';

const random = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz', 12);

/**
 * A new identifier: nine characters of time, so that rows made together lie together in the index, and twelve random
 * ones, so that nobody guesses a neighbour's.
 */
export const newId = (): string => Date.now().toString(36).padStart(9, '0') + random();
