/** The processes of a browser, and what is in their memory: known on Linux alone, to whoever may read that. */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

export interface Process {
  pid: number;
  type: string;
}

/** The type of a process by its command line. */
export function toType(commandLine: string): string {
  const value = (flag: string) => new RegExp(`--${flag}=([^\\s\\0]+)`).exec(commandLine)?.[1];
  const type = value('type');
  if (type === undefined) return 'browser';
  if (type === 'renderer') return commandLine.includes('--extension-process') ? 'extension' : 'site';
  return value('utility-sub-type')?.split('.')[0] ?? type.replace(/-process$/, '');
}

/** What /proc says of a process; undefined when it has ended meanwhile. */
function tell(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** The process of a browser and all that descend from it. */
export function findProcesses(browser: number): Process[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const parents = new Map(
    pids.map((pid) => [pid, Number(/^PPid:\s+(\d+)/m.exec(tell(pid, 'status') ?? '')?.[1])]),
  );
  const isOfIt = (pid: number | undefined): boolean =>
    pid === browser || (pid !== undefined && isOfIt(parents.get(pid)));
  return pids.filter(isOfIt).flatMap((pid) => {
    const commandLine = tell(pid, 'cmdline');
    return commandLine ? [{ pid, type: toType(commandLine) }] : [];
  });
}

/** Where one can read memory that is not merely a file's: anonymous, shared, or of a file and written to. */
export function toRanges(maps: string): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const line of maps.split('\n')) {
    const [, from = '', to = '', rights = '', path = ''] =
      /^([\da-f]+)-([\da-f]+) (\S{4}) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
    const isFile = path.startsWith('/') && !/^\/(dev\/shm|memfd:)/.test(path);
    if (!rights.startsWith('r') || path === '[vvar]' || path === '[vsyscall]') continue;
    if (isFile && !rights.includes('w')) continue;
    ranges.push({ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) });
  }
  return ranges;
}

const PIECE = 16 * 1024 * 1024;

/** Hands over all memory of a process, as bytes that lie one behind the other. Throws where it may not be read. */
export function readMemory({ pid, type }: Process, onBytes: (bytes: Uint8Array, from: number) => void): void {
  const maps = tell(pid, 'maps');
  if (!maps)
    throw new Error(`the memory of the ${type} process cannot be read; that takes the rights of root`);
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const buffer = Buffer.allocUnsafe(PIECE);
  try {
    for (const { from, to } of toRanges(maps)) {
      for (let at = from; at < to;) {
        const length = readPiece(memory, buffer, at, to);
        if (length === 0) break; // given back to the system since it was listed
        onBytes(buffer.subarray(0, length), at);
        at += length;
      }
    }
  } finally {
    closeSync(memory);
  }
}

/** Bytes that could be read; none where nothing lies any more. */
function readPiece(memory: number, buffer: Buffer, from: number, to: number): number {
  try {
    return readSync(memory, buffer, 0, Math.min(PIECE, to - from), from);
  } catch (error) {
    if (['EIO', 'EFAULT'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}
