import { execFile } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';

/** Who PostgreSQL runs as: undefined means "as we do"; root is refused by PostgreSQL, so there it is somebody else. */
export interface Identity {
  uid: number;
  gid: number;
}

/** PostgreSQL's own user where the system has one, else `nobody`; undefined unless we are root. */
export function postgresIdentity(): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return { uid: 65_534, gid: 65_534 };
}

export function giveTo(path: string, identity: Identity | undefined): void {
  if (identity) chownSync(path, identity.uid, identity.gid);
}

export interface Outcome {
  status: number;
  output: string;
}

/**
 * Runs a program to its end as `identity`, in `/` because the working directory may be closed to that user.
 * Never throws: a program that could not be started has status -1 and says why.
 */
export function runAs(
  identity: Identity | undefined,
  program: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      {
        ...identity,
        cwd: process.platform === 'win32' ? undefined : '/',
        env: { ...process.env, LC_ALL: 'C', ...environment },
        windowsHide: true,
        maxBuffer: 16 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        const status = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
        resolve({ status, output: `${stdout}${stderr}${status === -1 ? String(error?.message) : ''}` });
      },
    );
  });
}
