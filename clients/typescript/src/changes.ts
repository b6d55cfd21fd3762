import type { components } from "./api.js";
import type { Checkpoint } from "./checkpoint.js";
import type { Change, JobviteClient } from "./index.js";
import { RefusedError, retry, type Problem, type Waiting } from "./retries.js";

type Page = components["schemas"]["ChangePage"];

/** What a consumer does with changes. */
export interface ChangeHandler {
    /**
     * Reads the lists, because there is no place to go on from or what followed it is not kept any more. A record of an older copy that is
     * in no list is gone. Called again if the program ends before the checkpoint is saved.
     */
    startOver(cursor: string): Promise<void>;
    /** Stores items, in the order in which they happened. After a crash some come again with the same `id`. */
    apply(items: Change[], nextCursor: string): Promise<void>;
}

export interface ConsumeOptions {
    client: JobviteClient;
    checkpoint: Checkpoint;
    handler: ChangeHandler;
    /** Types of changes, comma-separated, such as `application.*,candidate.deleted`; all when left out. */
    types?: string;
    /** Items a page, 1–1000. */
    limit?: number;
    waiting?: Waiting;
    /** Ends the consumer, which then rejects with the signal's reason. */
    signal?: AbortSignal;
}

/**
 * Follows the feed of changes from a checkpoint on. It waits as `Retry-After` says, tries again after network failures, and starts over where
 * the service says that the place is not kept any more. Rejects with `RefusedError` when the service refuses, and with what the handler throws.
 */
export async function consumeChanges(options: ConsumeOptions): Promise<never> {
    const { checkpoint, handler, signal } = options;
    let cursor = await checkpoint.load() ?? await startOver();
    while (true) {
        const read = await readPage(cursor, 30);
        if ("page" in read) {
            const { items, nextCursor } = read.page;
            if (items.length > 0) await handler.apply(items, nextCursor);
            if (nextCursor !== cursor) await checkpoint.save(nextCursor);
            cursor = nextCursor;
        } else {
            cursor = await startOver(read.resumeCursor);
        }
    }

    // The place comes first and the lists second: what changes in between is told of again rather than never.
    async function startOver(resumeCursor?: string): Promise<string> {
        let place = resumeCursor;
        if (place === undefined) {
            const now = await readPage("now", 0);
            if (!("page" in now)) throw new Error("The feed has no place for now.");
            place = now.page.nextCursor;
        }
        await handler.startOver(place);
        await checkpoint.save(place);
        return place;
    }

    async function readPage(after: string, wait: number): Promise<{ page: Page } | { resumeCursor?: string }> {
        const { client, types, limit = 1000 } = options;
        const timeout = AbortSignal.timeout(60_000);
        const { data, error, response } = await retry<Page>(
            () => client.GET("/api/integrations/jobvite/changes", { params: { query: { after, limit, types, wait } }, signal: signal ? AbortSignal.any([signal, timeout]) : timeout }),
            signal, options.waiting);
        if (data) return { page: data };
        const problem = error as Partial<Problem> | undefined;
        if (response.status === 410 && problem?.resumeCursor) return { resumeCursor: problem.resumeCursor };
        // The checkpoint is damaged, or from before the company's data were deleted.
        if (response.status === 400 && problem?.errors?.after) return {};
        throw new RefusedError(response.status, problem);
    }
}
