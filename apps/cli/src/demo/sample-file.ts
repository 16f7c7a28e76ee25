/** Small files for the demonstration to upload: real ones of their type, and the same bytes for the same words. */
import type { Evidence } from '@gangmu/core';

export interface SampleFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** One grey pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';
const octets = (text: string, before: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat([before, Buffer.from(text)]));

/** An empty page that says in a comment what it stands for. */
const pdf = (words: string): string =>
  [
    '%PDF-1.4',
    `% ${words}`,
    '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
    '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
    '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>> endobj',
    'trailer <</Root 1 0 R>>',
    '%%EOF',
    '',
  ].join('\n');

/** As many different files as a piece of evidence asks for at least, one if it asks for none. */
export function sampleFiles(evidence: Extract<Evidence, { type: 'file' | 'photo' }>): SampleFile[] {
  return Array.from({ length: Math.max(1, evidence.min) }, (_, n) => sampleFile(evidence, n + 1));
}

function sampleFile(evidence: Extract<Evidence, { type: 'file' | 'photo' }>, n: number): SampleFile {
  const words = `${evidence.title.zh} ${n}`;
  // What follows the end of an image is read by nobody.
  if (evidence.type === 'photo') return { name: `${words}.png`, bytes: octets(words, Buffer.from(PIXEL, 'base64')) };
  if (evidence.allowed.includes('pdf')) return { name: `${words}.pdf`, bytes: octets(pdf(words)) };
  if (evidence.allowed.includes('txt')) return { name: `${words}.txt`, bytes: octets(words) };
  throw new Error(`The demonstration has no file of these types: ${evidence.allowed.join(', ')}`);
}
