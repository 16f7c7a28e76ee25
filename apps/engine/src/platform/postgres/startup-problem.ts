/**
 * Infrastructure that is not as it must be at start: a full disk, a second start, a port in use.
 * The message is a sentence that says what is wrong and what to do; no stack trace is shown for it.
 */
export class StartupProblem extends Error {
  override readonly name = 'StartupProblem';
  constructor(
    readonly code:
      | 'already-running'
      | 'binaries-missing'
      | 'data-version'
      | 'disk-full'
      | 'disk-read-only'
      | 'folder-not-writable'
      | 'password-lost'
      | 'postgres-failed',
    message: string,
  ) {
    super(message);
  }
}

/** Turns an error of the file system at `folder` into a sentence; anything else is passed through. */
export function asStartupProblem(error: unknown, folder: string): unknown {
  if (error instanceof StartupProblem) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder);
    case 'EROFS':
      return diskReadOnly(folder);
    case 'EACCES':
    case 'EPERM':
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartupProblem(
        'folder-not-writable',
        `The data folder ${folder} cannot be written by this user. Give the user the right to write there, or choose another folder with --data or GANGMU_DATA.`,
      );
    default:
      return error;
  }
}

export const diskFull = (folder: string) =>
  new StartupProblem(
    'disk-full',
    `The disk that holds ${folder} is full. Free at least 500 MB there, or choose a folder on another disk with --data or GANGMU_DATA, and start again. Nothing that was stored is lost.`,
  );

export const diskReadOnly = (folder: string) =>
  new StartupProblem(
    'disk-read-only',
    `The disk that holds ${folder} is read-only. Make it writable, or choose a folder on another disk with --data or GANGMU_DATA.`,
  );
