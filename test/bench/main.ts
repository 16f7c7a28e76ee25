/** Measures the rows asked for, one after the other on one fresh PostgreSQL with its default durability. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@gangmu/engine';
import pg from 'pg';
import type { BenchRow, Measured } from './kit/row.js';
import { adopting } from './rows/adopting.js';
import { bulk } from './rows/bulk.js';
import { completing } from './rows/completing.js';
import { designer } from './rows/designer.js';
import { footprint } from './rows/footprint.js';
import { launching } from './rows/launching.js';
import { matrix } from './rows/matrix.js';
import { merging } from './rows/merging.js';
import { rungs } from './rows/rungs.js';
import { simulating } from './rows/simulating.js';
import { waiting } from './rows/waiting.js';

const rows: Record<string, BenchRow> = {
  completing,
  bulk,
  launching,
  waiting,
  rungs,
  matrix,
  merging,
  adopting,
  simulating,
  designer,
  footprint,
};

const reached = ({ ratio, target }: Measured): boolean =>
  'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;

function table(measured: readonly Measured[]): string {
  const lines = measured.map((one) => [
    one.bench,
    `${one.ours} ${one.unit}`,
    `${one.reference} ${one.unit}`,
    String(one.ratio),
    'atLeast' in one.target ? `≥ ${one.target.atLeast}` : `≤ ${one.target.atMost}`,
    reached(one) ? '✓' : '✗',
  ]);
  const all = [['bench', 'ours', 'reference', 'ratio', 'target', ''], ...lines];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')).join('\n');
}

/** PostgreSQL as it comes, but for noting when each transaction was committed. */
async function startCluster(dataDir: string): Promise<EmbeddedPostgres> {
  const first = await startEmbeddedPostgres({ dataDir });
  const client = new pg.Client(first.url);
  await client.connect();
  await client.query('ALTER SYSTEM SET track_commit_timestamp = on');
  await client.end();
  await first.stop();
  return startEmbeddedPostgres({ dataDir });
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.find((name) => !(name in rows));
  if (unknown !== undefined) {
    console.error(`There is no benchmark "${unknown}". There are: ${Object.keys(rows).join(', ')}.`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'gangmu-bench-'));
  const cluster = await startCluster(folder);
  const measured: Measured[] = [];
  const broken: string[] = [];
  try {
    for (const name of names.length > 0 ? names : Object.keys(rows)) {
      console.error(`measuring ${name} …`);
      // One row that breaks must not cost half an hour of others.
      try {
        const found = await rows[name]!(cluster);
        for (const { bench, ratio } of found) console.error(`  ${bench} ${ratio}`);
        measured.push(...found);
      } catch (error) {
        broken.push(name);
        console.error(error);
      }
    }
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\n${cpus().length} cores, Node.js ${process.versions.node}\n\n${table(measured)}\n`);
  for (const { unit: _unit, target: _target, ...line } of measured) console.log(JSON.stringify(line));
  if (broken.length > 0) console.error(`\nNOT MEASURED, see above why: ${broken.join(', ')}`);
  return broken.length > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
