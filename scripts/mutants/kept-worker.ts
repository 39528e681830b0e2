/**
 * The thread that tests run in, kept from one run to the next: Vitest would begin a new one for each file, which takes longer
 * than the tests. Modules of the house are read anew for each file all the same, as it does that itself.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PoolOptions, PoolRunnerInitializer, PoolWorker, WorkerRequest } from 'vitest/node';

type Listener = (...args: unknown[]) => void;

let thread: Worker | undefined;
let isSetUp = false;
/** Who is told what the thread says; what it says between two runs waits for the next, as it waits for an answer. */
let hear: ((message: unknown) => void) | undefined;
let unheard: unknown[] = [];

class KeptWorker implements PoolWorker {
  readonly name = 'kept';
  readonly #options: PoolOptions;
  #listeners: [event: string, listener: Listener][] = [];

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (thread) return;
    const { distPath, env, execArgv } = this.#options;
    const entry = join(distPath, 'workers/threads.js');
    const started = new Worker(entry, {
      env: env as NodeJS.ProcessEnv,
      execArgv,
      stdout: true,
      stderr: true,
    });
    for (const stream of [started.stdout, started.stderr]) stream.resume();
    started.setMaxListeners(100);
    started.once('exit', () => {
      if (thread === started) thread = undefined;
    });
    started.on('message', (message) => (hear ? hear(message) : unheard.push(message)));
    thread = started;
    unheard = [];
    isSetUp = false;
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    if (event === 'message') hear = this.#tell;
    else thread?.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    thread?.off(event, listener);
    this.#listeners = this.#listeners.filter(([, each]) => each !== listener);
  }

  send(message: WorkerRequest): void {
    if (message.type === 'stop') return this.#answer('stopped');
    if (message.type === 'start' && isSetUp) return this.#answer('started');
    if (message.type === 'start') isSetUp = true;
    for (const each of unheard.splice(0)) this.#tell(each);
    thread?.postMessage(message);
  }

  readonly #tell = (message: unknown): void => {
    for (const [event, listener] of this.#listeners) if (event === 'message') listener(message);
  };

  /** What the thread would say. */
  #answer(type: string): void {
    setImmediate(() => this.#tell({ type, __vitest_worker_response__: true }));
  }

  async stop(): Promise<void> {
    if (hear === this.#tell) hear = undefined;
    for (const [event, listener] of this.#listeners) thread?.off(event, listener);
    this.#listeners = [];
  }

  deserialize(data: unknown): unknown {
    return data;
  }
}

export const keptPool: PoolRunnerInitializer = {
  name: 'kept',
  createPoolWorker: (options) => new KeptWorker(options),
};

/** Ends the thread whatever it is doing; the next run begins another. */
export async function endThread(): Promise<void> {
  const ended = thread;
  thread = undefined;
  await ended?.terminate();
}
