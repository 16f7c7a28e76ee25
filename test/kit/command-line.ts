import { main } from '@gangmu/cli';
import { jest } from '@jest/globals';

export interface Printed {
  /** Exit code. */
  code: number;
  /** What was printed, good or bad. */
  text: string;
}

/** Runs `gangmu …` in this process, as if it had been typed in an English terminal. */
export async function gangmu(...args: string[]): Promise<Printed> {
  const lines: string[] = [];
  const say = (line: unknown): void => void lines.push(String(line));
  const spied = (['log', 'error'] as const).map((name) => jest.spyOn(console, name).mockImplementation(say));
  try {
    const code = await main([...args, '--lang', 'en']);
    return { code, text: lines.join('\n') };
  } finally {
    for (const spy of spied) spy.mockRestore();
    process.exitCode = 0;
  }
}
