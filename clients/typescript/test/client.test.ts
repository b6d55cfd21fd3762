// Run by tests/Clients against a running service: JOBVITE_URL and TOKEN say which.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { FileCheckpoint, RefusedError, Webhook, WebhookVerificationError, allCandidates, allJobs, allProcesses, consumeChanges, createJobviteClient } from "../src/index.js";

const { JOBVITE_URL: url = "", TOKEN: token = "" } = process.env;
const client = createJobviteClient({ url, token });

test("a typed call answers with typed data", async () => {
    const { data } = await client.GET("/api/integrations/jobvite/jobs", { params: { query: { pageSize: 3 } } });
    assert.equal(data?.items.length, 3);
    assert.equal(typeof data.items[0].jobviteJobId, "string");
});

test("whole lists have every record once", async () => {
    for (const [list, path] of [[allJobs(client), "/api/integrations/jobvite/jobs"], [allCandidates(client), "/api/integrations/jobvite/candidates"], [allProcesses(client), "/api/onboarding/processes"]] as const) {
        const ids: string[] = [];
        for await (const record of list) ids.push(record.id);
        const { data } = await client.GET(path, { params: { query: { pageSize: 1 } } });
        assert.equal(new Set(ids).size, data?.pagination.total);
        assert.equal(ids.length, data?.pagination.total);
    }
});

test("a token that is none is refused, not tried again", async () => {
    const refused = createJobviteClient({ url, token: "none" });
    const handler = { startOver: async () => assert.fail("nothing to start over"), apply: async () => assert.fail("nothing to apply") };
    await assert.rejects(
        consumeChanges({ client: refused, checkpoint: new FileCheckpoint(join(await mkdtemp(join(tmpdir(), "kit-")), "cursor")), handler }),
        (error: unknown) => error instanceof RefusedError && error.status === 401);
});

test("a damaged checkpoint makes it start over, and a signal ends it", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "kit-")), "cursor");
    await writeFile(path, "\u0000 not a cursor \ufffd");
    const end = new AbortController();
    const started: string[] = [];
    const handler = { startOver: async (cursor: string) => { started.push(cursor); setTimeout(() => end.abort(), 50); }, apply: async () => {} };
    await assert.rejects(consumeChanges({ client, checkpoint: new FileCheckpoint(path), handler, signal: end.signal }), { name: "AbortError" });
    assert.equal(started.length, 1);
    assert.equal(await readFile(path, "utf8"), started[0]);
});

test("a signature is checked", () => {
    const webhook = new Webhook(`whsec_${randomBytes(32).toString("base64")}`);
    const body = JSON.stringify({ type: "job.updated" });
    const headers = (at: Date, signed = body) => ({ "webhook-id": "1", "webhook-timestamp": `${Math.floor(at.getTime() / 1000)}`, "webhook-signature": webhook.sign("1", at, signed) });
    assert.deepEqual(webhook.verify(body, headers(new Date())), { type: "job.updated" });
    assert.throws(() => webhook.verify(body, headers(new Date(), "{}")), WebhookVerificationError);
    assert.throws(() => webhook.verify(body, headers(new Date(Date.now() - 600_000))), WebhookVerificationError);
});
