import { canonicalText } from './canonical.js';
import { textOf } from './utf8.js';

/**
 * The JSON value of a line, or undefined unless the line is exactly that value's canonical text. Two spellings of one
 * value (spaces, doubled keys, escapes) would let different readers see different things in the same hash.
 */
export const canonicalValue = (bytes: Uint8Array): unknown => {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return canonicalText(value) === text ? value : undefined;
  } catch {
    // No JSON, or nested so deeply that writing it again runs out of stack.
    return undefined;
  }
};
