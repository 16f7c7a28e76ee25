/** Third section of an export: events stream by stream, each chained to the one before, none beyond its sealed head. */
import { bytesOf, chainHash, GENESIS, type Hash, isHash } from './canonical.js';
import { canonicalValue } from './canonical-line.js';
import type { Checkpoint } from './check-manifests.js';
import type { Envelope } from './event.js';
import { personalMarks } from './personal.js';
import { textOf } from './utf8.js';
import type { Misfit } from './verdict.js';

const PREFIX = bytesOf('{"event":');
const MIDDLE = bytesOf(',"hash":"');
const TAIL_LENGTH = MIDDLE.length + 64 + 2;

export interface EventLine {
  /** the bytes that were hashed */
  body: Uint8Array;
  hash: Hash;
  envelope: Envelope;
}

const matches = (bytes: Uint8Array, at: number, part: Uint8Array): boolean =>
  part.every((byte, index) => bytes[at + index] === byte);

/** Whether a line begins as the line of an event does; more is said by `eventLineOf`. */
export const looksLikeEvent = (bytes: Uint8Array): boolean => matches(bytes, 0, PREFIX);

/** Reads a line `{"event":…,"hash":"…"}` without re-writing the event: its bytes are what the hash is over. */
export const eventLineOf = (bytes: Uint8Array): EventLine | undefined => {
  const cut = bytes.length - TAIL_LENGTH;
  if (cut <= PREFIX.length || !looksLikeEvent(bytes) || !matches(bytes, cut, MIDDLE)) return undefined;
  const tail = textOf(bytes.subarray(cut + MIDDLE.length));
  const hash = tail?.slice(0, 64);
  if (!isHash(hash) || tail !== `${hash}"}`) return undefined;
  const body = bytes.subarray(PREFIX.length, cut);
  const value = canonicalValue(body) as Partial<Envelope> | null | undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const { stream, seq, event } = value;
  if (typeof stream !== 'string' || !Number.isSafeInteger(seq) || typeof event?.type !== 'string') return undefined;
  return { body, hash, envelope: value as Envelope };
};

/**
 * Checks events line by line, in the order of an export: each stream one unbroken chain that passes through its
 * checkpoints (heads signed in manifests, by stream, in rising order of seq).
 */
export const createEventCheck = (checkpoints: ReadonlyMap<string, readonly Checkpoint[]>) => {
  const expected = [...checkpoints.keys()].toSorted();
  let position = 0;
  let stream = '';
  let seq = 0;
  let head: Hash = GENESIS;
  let events = 0;
  /** Personal hashes mentioned, and those an erasure was recorded for. */
  const marks = new Set<Hash>();
  const erasures = new Set<Hash>();
  /** A gap was met: what follows in this stream tells a missing event from a moved or a changed one. */
  let gap: { misfit: Misfit; wanted: number; next: boolean; seen: number } | undefined;

  const misfit = (
    code: Misfit['code'],
    line: number,
    at: { stream?: string; seq?: number; manifest?: number },
  ): Misfit => ({
    code,
    line,
    ...at,
    params: { line, ...at },
  });
  const sealed = (name: string): Checkpoint | undefined => checkpoints.get(name)?.at(-1);

  /** The stream that was being read must have reached its sealed head before another begins. */
  const leave = (line: number): Misfit | undefined => {
    const last = sealed(stream);
    if (last && seq < last.seq)
      return misfit('record.event-missing', line, { stream, seq: seq + 1, manifest: last.manifest });
    return undefined;
  };

  const enter = (name: string, line: number): Misfit | undefined => {
    if (!checkpoints.has(name)) return misfit('record.stream-unknown', line, { stream: name });
    const next = expected[position];
    if (next === undefined || name < next) return misfit('record.stream-out-of-order', line, { stream: name });
    if (name !== next) return misfit('record.stream-missing', line, { stream: next, seq: 1 });
    position += 1;
    stream = name;
    seq = 0;
    head = GENESIS;
    return undefined;
  };

  const settleGap = (): Misfit | undefined => {
    if (!gap) return undefined;
    return gap.next ? { ...gap.misfit, code: 'record.event-changed' } : gap.misfit;
  };

  const followGap = (name: string, number: number): Misfit | undefined => {
    if (!gap) return undefined;
    if (name !== stream) return settleGap();
    if (number === gap.wanted) return { ...gap.misfit, code: 'record.event-out-of-order' };
    if (gap.seen === 0 && number === gap.wanted + 1) gap.next = true;
    gap.seen += 1;
    return undefined;
  };

  return {
    /** Where the next event is expected, for naming a line that cannot be read. */
    expecting: (): { stream?: string; seq?: number } => {
      const last = sealed(stream);
      if (last && seq < last.seq) return { stream, seq: seq + 1 };
      const next = expected[position];
      return next === undefined ? {} : { stream: next, seq: 1 };
    },
    take({ body, hash, envelope }: EventLine, line: number): Misfit | undefined {
      if (gap) return followGap(envelope.stream, envelope.seq);
      if (envelope.stream !== stream) {
        const trouble = leave(line) ?? enter(envelope.stream, line);
        if (trouble) return trouble;
      }
      const wanted = seq + 1;
      if (envelope.seq < wanted) return misfit('record.event-repeated', line, { stream, seq: envelope.seq });
      if (envelope.seq > wanted) {
        gap = { misfit: misfit('record.event-missing', line, { stream, seq: wanted }), wanted, next: false, seen: 0 };
        return undefined;
      }
      if (chainHash(head, body) !== hash) return misfit('record.event-changed', line, { stream, seq: wanted });
      const last = sealed(stream);
      if (last && wanted > last.seq) return misfit('record.event-beyond-head', line, { stream, seq: wanted });
      const point = checkpoints.get(stream)?.find((each) => each.seq === wanted);
      if (point && point.hash !== hash)
        return misfit('record.head-differs', line, { stream, seq: wanted, manifest: point.manifest });
      for (const mark of personalMarks(envelope)) marks.add(mark);
      if (envelope.event.type === 'PersonalErased') {
        const hashes: unknown = (envelope.event as { hashes?: unknown }).hashes;
        if (Array.isArray(hashes)) for (const each of hashes) if (isHash(each)) erasures.add(each);
      }
      seq = wanted;
      head = hash;
      events += 1;
      return undefined;
    },
    /** After the last event: a gap still open, a stream cut short, a stream never seen. */
    end(line: number): Misfit | undefined {
      const trouble = settleGap() ?? leave(line);
      if (trouble) return trouble;
      const next = expected[position];
      return next === undefined ? undefined : misfit('record.stream-missing', line, { stream: next, seq: 1 });
    },
    settleGap,
    marks,
    erasures,
    count: () => events,
  };
};
