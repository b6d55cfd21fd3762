import type { components } from "./api.js";
import type { JobviteClient } from "./index.js";
import { RefusedError, retry, type Answer, type Problem } from "./retries.js";

type Schemas = components["schemas"];
interface Page<T> { items: T[]; pagination: { nextCursor: string | null } }

// The order in which nothing is missed: what changes during the walk comes again at its end.
const order = { sort: "changed", pageSize: 100 } as const;

export const allJobs = (client: JobviteClient): AsyncGenerator<Schemas["JobItem"]> =>
    walk(cursor => client.GET("/api/integrations/jobvite/jobs", { params: { query: { ...order, cursor } } }));

export const allCandidates = (client: JobviteClient): AsyncGenerator<Schemas["CandidateItem"]> =>
    walk(cursor => client.GET("/api/integrations/jobvite/candidates", { params: { query: { ...order, cursor } } }));

export const allProcesses = (client: JobviteClient): AsyncGenerator<Schemas["ProcessItem"]> =>
    walk(cursor => client.GET("/api/onboarding/processes", { params: { query: { ...order, cursor } } }));

async function* walk<T>(read: (cursor?: string) => Promise<Answer<Page<T>>>): AsyncGenerator<T> {
    let cursor: string | undefined;
    do {
        const { data, error, response } = await retry(() => read(cursor));
        if (!data) throw new RefusedError(response.status, error as Partial<Problem> | undefined);
        yield* data.items;
        cursor = data.pagination.nextCursor ?? undefined;
    } while (cursor);
}
