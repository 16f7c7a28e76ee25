import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupProblem } from './startup-problem.js';

interface Holder {
  pid: number;
  /** Start time as the kernel counts it, where it says so: a process id alone is reused after a reboot. */
  born: string;
  address?: string;
}

export interface InstanceLock {
  /** Records where this instance answers, so that a second start can say it. */
  announce(address: string): void;
  release(): void;
}

/**
 * One engine per data folder. The lock is a file with the holder's process id; a holder that no longer lives
 * (killed, power cut) is replaced.
 * @throws StartupProblem `already-running` with the address of the one that runs
 */
export function takeInstanceLock(folder: string): InstanceLock {
  const file = join(folder, 'engine.lock');
  const mine: Holder = { pid: process.pid, born: bornAt(process.pid) };
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o644 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 5) throw error;
      const text = read(file);
      const holder = parse(text);
      if (holder && isAlive(holder)) throw alreadyRunning(folder, holder);
      setAside(file, text);
    }
  }
  return {
    announce(address) {
      writeFileSync(file, JSON.stringify({ ...mine, address }));
    },
    release() {
      const holder = parse(read(file));
      if (holder?.pid === mine.pid && holder.born === mine.born) rmSync(file, { force: true });
    },
  };
}

/** Moves a dead holder's lock away; puts it back if somebody replaced it in between. */
function setAside(file: string, expected: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // gone already: the next attempt creates it
  }
  if (read(aside) === expected) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function isAlive(holder: Holder): boolean {
  if (holder.pid === process.pid) return holder.born === bornAt(process.pid);
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const born = bornAt(holder.pid);
  return born === '' || holder.born === '' || born === holder.born;
}

/** Field 22 of /proc/PID/stat; empty where there is no /proc. */
function bornAt(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function parse(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isInteger(holder.pid) && holder.pid > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

function alreadyRunning(folder: string, holder: Holder): StartupProblem {
  const where = holder.address ? ` at ${holder.address}` : '';
  return new StartupProblem(
    'already-running',
    `Gangmu is already running${where} (process ${holder.pid}) with the data in ${folder}. Open that address; or stop it first (Ctrl-C in its window); or start a second one with another folder: --data FOLDER --port PORT.`,
  );
}
