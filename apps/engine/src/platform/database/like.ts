/** The signs LIKE takes for patterns, taken literally. */
export const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
