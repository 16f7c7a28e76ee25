import { hexToBytes } from '@noble/hashes/utils.js';
import { bytesOf, canonicalText, GENESIS, type Hash, hashOf } from './canonical.js';

/** The last event of a stream: `run/4f…`, its number and its hash. */
export interface Head {
  stream: string;
  seq: number;
  hash: Hash;
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Leaf and node hashes have different prefixes, so that a node can never be passed off as a leaf (RFC 6962, 2.1). */
const leafHash = (head: Head): Hash => hashOf(LEAF, bytesOf(canonicalText([head.stream, head.seq, head.hash])));

/** Streams are ordered by code unit, the same in every language setting. */
export const byStream = (a: { stream: string }, b: { stream: string }): number =>
  a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0;

/**
 * The Merkle root over all heads, in the order of their streams. Levels are paired from the left and an odd one is
 * carried up, which gives the tree of RFC 6962. No heads: 64 zeros.
 */
export const merkleRoot = (heads: Iterable<Head>): Hash => {
  let level = [...heads].toSorted(byStream).map(leafHash);
  while (level.length > 1) {
    const above: Hash[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] as Hash;
      const right = level[i + 1];
      above.push(right === undefined ? left : hashOf(NODE, hexToBytes(left), hexToBytes(right)));
    }
    level = above;
  }
  return level[0] ?? GENESIS;
};
