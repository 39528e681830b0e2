/**
 * Starts a server on its usual port, so that addresses stay the same from day to day, or on any free one
 * when something else has it.
 */
export async function preferPort<Server>(
  port: number,
  start: (port: number) => Promise<Server>,
): Promise<Server> {
  try {
    return await start(port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return start(0);
  }
}
