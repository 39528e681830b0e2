import { spawn, type SpawnOptions } from 'node:child_process';

export interface Outcome {
  ok: boolean;
  /** What it wrote, both streams together; empty when it wrote to the terminal itself. */
  output: string;
}

/** Runs a command to its end; a command that does not exist is not ok. Never throws. */
export function runCommand(command: string, args: string[], options: SpawnOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
