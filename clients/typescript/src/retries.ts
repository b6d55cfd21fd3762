import { setTimeout as delay } from "node:timers/promises";
import type { components } from "./api.js";

export type Problem = components["schemas"]["ProblemBody"];

/** The service refuses: the token (401, 403), a parameter (400), or no company is connected (404). */
export class RefusedError extends Error {
    constructor(readonly status: number, readonly problem: Partial<Problem> | undefined) {
        super(problem?.error ?? `The service answered ${status}.`);
    }
}

export interface Answer<T> { data?: T; error?: unknown; response: Response }

/** Told of every failure that is tried again, and of the seconds before that. */
export type Waiting = (failure: unknown, seconds: number) => void;

/** Calls again what failed for a time: as `Retry-After` says, else after 1 s, 2 s, 4 s, up to a minute. Other answers are the caller's. */
export async function retry<T>(call: () => Promise<Answer<T>>, signal?: AbortSignal, waiting?: Waiting): Promise<Answer<T>> {
    for (let failures = 0; ; failures++) {
        let wait = Math.min(2 ** failures, 60);
        let failure: unknown;
        try {
            const answer = await call();
            const status = answer.response.status;
            if (status !== 408 && status !== 429 && status < 500) return answer;
            failure = new RefusedError(status, answer.error as Partial<Problem> | undefined);
            wait = retryAfter(answer.response.headers.get("retry-after")) ?? wait;
        } catch (error) {
            // The network: nobody there, or a connection that was cut. Anything else is a mistake of the program.
            signal?.throwIfAborted();
            if (!(error instanceof TypeError || error instanceof SyntaxError || (error instanceof DOMException && error.name === "TimeoutError"))) throw error;
            failure = error;
        }
        waiting?.(failure, wait);
        await delay(wait * 1000, undefined, { signal });
    }
}

/** Seconds; the header is a number of them, or a date. */
function retryAfter(header: string | null): number | undefined {
    if (!header) return undefined;
    const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
    return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0);
}
