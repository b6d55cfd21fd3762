import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./api.js";

export { allCandidates, allJobs, allProcesses } from "./lists.js";
export { consumeChanges, type ChangeHandler, type ConsumeOptions } from "./changes.js";
export { FileCheckpoint, type Checkpoint } from "./checkpoint.js";
export { RefusedError, type Waiting } from "./retries.js";
export { Webhook, WebhookVerificationError } from "standardwebhooks";
export type { components, paths } from "./api.js";

export type JobviteClient = Client<paths>;
export type Change = components["schemas"]["ChangeItem"];

/** A typed client: `client.GET("/api/integrations/jobvite/jobs", …)`. */
export function createJobviteClient(options: { url: string; token: string }): JobviteClient {
    // Both are checked here: a mistake in them would look like a network that fails, and be tried again for ever.
    const baseUrl = new URL(options.url).href.replace(/\/$/, "");
    return createClient<paths>({ baseUrl, headers: new Headers({ Authorization: `Bearer ${options.token}` }) });
}
