import {open, rm} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {dirname} from 'node:path';
import {syncFolder} from './closing.ts';

/** What of a file is used here. */
export type Appendable = Pick<FileHandle, 'write' | 'datasync' | 'truncate' | 'close'>;

/** Makes a file that must not be there. */
export type Create = (path: string) => Promise<Appendable>;

export const createOnDisk: Create = (path) => open(path, 'wx', 0o600);

/** The file that is written. */
export interface LiveFile {
  readonly size: () => number;
  /** On the disk when it resolves, and as if nothing had been written where it rejects. */
  readonly append: (bytes: Buffer) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function liveFile(path: string, create: Create): Promise<LiveFile> {
  const handle = await create(path);
  let size = 0;
  // What a write that failed has left goes before anything else is written, for a reader would take it for a line.
  let isTorn = false;
  const mend = async (): Promise<void> => {
    if (isTorn) await handle.truncate(size);
    isTorn = false;
  };
  try {
    await syncFolder(dirname(path));
  } catch (error) {
    await handle.close();
    await rm(path, {force: true});
    throw error;
  }
  return {
    size: () => size,
    async append(bytes) {
      await mend();
      isTorn = true;
      try {
        await writeAll(handle, bytes, size);
        await handle.datasync();
      } catch (error) {
        await mend().catch(() => {});
        throw error;
      }
      isTorn = false;
      size += bytes.length;
    },
    async close() {
      await mend().catch(() => {});
      await handle.close();
    },
  };
}

async function writeAll(handle: Appendable, bytes: Buffer, from: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const {bytesWritten} = await handle.write(bytes, done, bytes.length - done, from + done);
    if (bytesWritten === 0) throw new Error('there is no room on the disk');
    done += bytesWritten;
  }
}
