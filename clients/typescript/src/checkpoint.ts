import { open, readFile, rename } from "node:fs/promises";

/** Where a consumer's place in the feed is kept. Best in the database that the items go to; `FileCheckpoint` otherwise. */
export interface Checkpoint {
    /** The place; undefined when there is none. */
    load(): Promise<string | undefined>;
    /** Keeps the place; what is kept when this returns survives a loss of power. */
    save(cursor: string): Promise<void>;
}

/** A checkpoint in a file, which is replaced whole. Cursors carry a check of their own: the service refuses a damaged one. */
export class FileCheckpoint implements Checkpoint {
    constructor(private readonly path: string) {}

    async load(): Promise<string | undefined> {
        try {
            return (await readFile(this.path, "utf8")).trim() || undefined;
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
            throw error;
        }
    }

    async save(cursor: string): Promise<void> {
        const next = `${this.path}.new`;
        const file = await open(next, "w");
        try {
            await file.writeFile(cursor);
            await file.sync();
        } finally {
            await file.close();
        }
        await rename(next, this.path);
    }
}
