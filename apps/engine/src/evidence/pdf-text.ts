/** The text at the head of a PDF, read so that no file can hold the engine up or fill its memory. */
import { Worker } from 'node:worker_threads';

/** Marks stand on the first page; a cover may be a picture, or blank. */
const PAGES = 3;
/** Pieces of text taken from a page: a full page of A4 has some two thousand characters, at worst each a piece. */
const PIECES = 4000;

export interface PdfLimits {
  /** Milliseconds. */
  time: number;
  /** Bytes by which the process may grow meanwhile. */
  memory: number;
}
/**
 * Measured: a paper takes half a second to one and a half, most of it for the thread to start, and 80 MB. What takes
 * twenty times that, on a machine however busy, is no ordinary paper.
 */
const LIMITS: PdfLimits = { time: 30_000, memory: 512 * 1024 * 1024 };
const MEGABYTE = 1024 * 1024;
const LOOKED_AFTER = 50;

/** A piece of text on a page: its left end and base line from the upper left corner, in points. */
export interface TextPiece {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Height of the letters. */
  size: number;
}

/** One at a time: several hostile files at once must not multiply what one may take. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * The first lines of the PDF at `path`, from the top; empty when it has no text (a scan) or cannot be read: damaged,
 * locked with a password, or not done within `limits`. What cannot be read is not held against anybody.
 */
export function headOfPdf(path: string, limits: PdfLimits = LIMITS): Promise<string> {
  const read = queue.then(async () => (await piecesOf(path, limits)).map(linesOf).join('\n'));
  // One that cannot be read (no thread to be had) is told to whoever asked; the next has its own turn.
  queue = read.catch(() => undefined);
  return read;
}

/** Text of the first pages; none when the thread fails or has to be ended. Never throws. */
function piecesOf(path: string, { time, memory }: PdfLimits): Promise<TextPiece[][]> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./pdf-text-worker.mjs', import.meta.url), {
      workerData: { path, pages: PAGES, pieces: PIECES },
      resourceLimits: { maxOldGenerationSizeMb: memory / MEGABYTE },
      stdout: true,
      stderr: true,
      execArgv: [],
    });
    const before = process.memoryUsage.rss();
    const end = (pages: TextPiece[][]): void => {
      clearTimeout(late);
      clearInterval(watch);
      resolve(pages);
      void worker.terminate();
    };
    const late = setTimeout(end, time, []);
    // What is unpacked lies outside the thread's heap, where its own limits do not reach.
    const watch = setInterval(() => process.memoryUsage.rss() - before > memory && end([]), LOOKED_AFTER);
    worker.once('message', end);
    worker.once('error', () => end([]));
    worker.once('exit', () => end([]));
  });
}

/** Pieces as lines from the top; what stands far apart on one height – a mark and an urgency – is several lines. */
export function linesOf(pieces: readonly TextPiece[]): string {
  const rows: TextPiece[][] = [];
  for (const piece of pieces.toSorted((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row !== undefined && first !== undefined && piece.y - first.y < first.size / 2) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map(lineOf).join('\n');
}

function lineOf(row: readonly TextPiece[]): string {
  let line = '';
  let end: number | undefined;
  for (const { text, x, width, size } of row.toSorted((a, b) => a.x - b.x)) {
    const gap = end === undefined ? 0 : x - end;
    // The two characters of a mark stand one character apart (GB/T 9704-2012, 7.2.2).
    line += gap > 2 * size ? '\n' : gap > size / 4 ? ' ' : '';
    line += text;
    end = x + width;
  }
  return line;
}
