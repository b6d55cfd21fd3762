// Calls every operation of the contract. Run by scripts/check-clients.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createJobviteClient } from "../src/index.js";

const [url, documentPath] = process.argv.slice(2);
const client = createJobviteClient({ url, token: process.env.TOKEN! });
const called = new Set<string>();
client.use({ onRequest: ({ request, schemaPath }) => void called.add(`${request.method} ${schemaPath}`) });

async function ok<T>(what: string, call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
    const { data, error, response } = await call;
    if (data === undefined) throw new Error(`${what}: ${response.status} ${JSON.stringify(error)}`);
    return data;
}

function must(condition: unknown, what: string): asserts condition {
    if (!condition) throw new Error(`expected ${what}`);
}

const api = "/api/integrations/jobvite";
const key = "a-signing-key-for-this-check";
await ok("configure", client.POST(`${api}/config`, { body: { webhookSigningKey: key } }));
const config = await ok("getConfiguration", client.GET(`${api}/config`));
must(config.connected && config.companyId, "a connected company");
const tested = await ok("testConnection", client.POST(`${api}/test-connection`, { body: { syncConfig: { jobFilters: { jobStatus: "Open" }, onboardingFilters: { hireDate: { gte: "2020-01-01" } } } } }));
must(tested.checks.every(check => check.ok), "every endpoint to answer");
await ok("rotateKeys", client.POST(`${api}/keys/rotate`));

// Webhooks, signed as Jobvite signs them.
const event = { eventType: "jobUpdate", jobId: "none0000" };
const signature = createHmac("sha256", key).update(JSON.stringify(event)).digest("base64");
const signed = { params: { path: { companyId: config.companyId! }, header: { "X-Jobvite-Event-Signature": signature } }, body: event };
const taken = await ok("receiveJobEvent", client.POST("/webhooks/jobvite/{companyId}/job", signed));
await ok("receiveCandidateEvent", client.POST("/webhooks/jobvite/{companyId}/candidate", signed));
await ok("receiveOnboardingEvent", client.POST("/webhooks/jobvite/{companyId}/onboarding", signed));
const log = await ok("listWebhooks", client.GET(`${api}/webhooks`, { params: { query: { pageSize: 5 } } }));
must(log.webhooks!.length >= 3, "the events in the log");
await ok("getWebhook", client.GET(`${api}/webhooks/{id}`, { params: { path: { id: taken.id! } } }));
await ok("replayWebhook", client.POST(`${api}/webhooks/{id}/replay`, { params: { path: { id: taken.id! } } }));
await ok("replayWebhooks", client.POST(`${api}/webhooks/replay`, { body: { status: "dead" } }));

// Records.
const jobs = await ok("listJobs", client.GET(`${api}/jobs`, { params: { query: { pageSize: 100 } } }));
const job = jobs.items.find(one => one.candidateCount > 0)!;
const one = await client.GET(`${api}/jobs/{jobviteJobId}`, { params: { path: { jobviteJobId: job.id } } });
must(one.data?.jobviteJobId === job.jobviteJobId, "the same job by our own id");
must(one.response.headers.get("jobvite-read-at"), "the header Jobvite-Read-At");
const again = await client.GET(`${api}/jobs/{jobviteJobId}`, { params: { path: { jobviteJobId: job.id }, header: { "If-None-Match": one.response.headers.get("etag")! } } });
must(again.response.status === 304, "304 for a tag that is known");
const applicants = await ok("listJobCandidates", client.GET(`${api}/jobs/{jobviteJobId}/candidates`, { params: { path: { jobviteJobId: job.jobviteJobId } } }));
must(applicants.pagination.total === job.candidateCount, "as many candidates as the job counts");
const people = await ok("listCandidates", client.GET(`${api}/candidates`, { params: { query: { include: "raw", sort: "changed", updatedSince: "2020-01-01T00:00:00Z" } } }));
const person = people.items[0];
must(person.smsConsent === null || typeof person.smsConsent === "boolean", "a flag or null");
await ok("getCandidate", client.GET(`${api}/candidates/{jobviteCandidateId}`, { params: { path: { jobviteCandidateId: person.jobviteCandidateId } } }));
let document: string | undefined;
for (const candidate of people.items) {
    const documents = await ok("listDocuments", client.GET(`${api}/candidates/{jobviteCandidateId}/documents`, { params: { path: { jobviteCandidateId: candidate.id } } }));
    document ??= documents.documents[0]?.id;
    if (document) break;
}
must(document, "a candidate with a document");
await ok("downloadDocument", client.GET(`${api}/documents/{documentId}/download`, { params: { path: { documentId: document } }, parseAs: "blob" }));
const processes = await ok("listProcesses", client.GET("/api/onboarding/processes", { params: { query: { startDate: "2000-01-01" } } }));
const processId = processes.items[0].jobviteProcessId;
await ok("getProcess", client.GET("/api/onboarding/processes/{processId}", { params: { path: { processId } } }));
await ok("listProcessTasks", client.GET("/api/onboarding/processes/{processId}/tasks", { params: { path: { processId } } }));
await ok("updateMilestones", client.POST("/api/onboarding/processes/{processId}/milestones", { params: { path: { processId } }, body: { milestones: ["Signed"], operation: "add" } }));

// Runs.
await ok("startOnboardingSync", client.POST(`${api}/sync/onboarding`, { body: {} }));
await ok("startCandidatesSync", client.POST(`${api}/sync/candidates`, { body: { mode: "incremental" } }));
await ok("startFullSync", client.POST(`${api}/sync/full`));
const { jobId: runId } = await ok("startJobsSync", client.POST(`${api}/sync/jobs`, { body: { mode: "full" } }));
await ok("getRun", client.GET(`${api}/sync/runs/{runId}`, { params: { path: { runId } } }));
await ok("getRunStatus", client.GET(`${api}/jobs/{runId}/status`, { params: { path: { runId } } }));
await ok("cancelRun", client.POST(`${api}/sync/runs/{runId}/cancel`, { params: { path: { runId } } }));
const events: string = await ok("watchRun", client.GET(`${api}/sync/runs/{runId}/events`, { params: { path: { runId } }, parseAs: "text" }));
must(events.startsWith("event: run"), "server-sent events");
await ok("listRuns", client.GET(`${api}/sync/runs`, { params: { query: { kind: "jobs" } } }));
await ok("getDiagnostics", client.GET(`${api}/sync/diagnostics`));
const changes = await ok("listChanges", client.GET(`${api}/changes`, { params: { query: { limit: 10 } } }));
must(changes.items[0]?.type === "sync.firstCompleted", "the first change to be that a kind was read in full");
const audit = await ok("listAudit", client.GET(`${api}/audit`, { params: { query: { action: "configure" } } }));
must(audit.items[0]?.outcome === "success", "the first connection to be in the audit trail");
const health = await ok("getHealth", client.GET(`${api}/health`));
must(health.endpoints.length === 3, "the health of each endpoint");

// Endpoints. Nobody answers at this address, and nothing has been delivered yet.
const endpoint = await ok("createEndpoint", client.POST(`${api}/webhook-endpoints`, { body: { url: "https://hooks.invalid/here", types: ["job.*"], enabled: false } }));
must(endpoint.secret?.startsWith("whsec_"), "the secret, this once");
const endpoints = await ok("listEndpoints", client.GET(`${api}/webhook-endpoints`));
must(endpoints.items.some(one => one.id === endpoint.id), "the endpoint in the list");
const ofEndpoint = { params: { path: { id: endpoint.id! } } };
await ok("getEndpoint", client.GET(`${api}/webhook-endpoints/{id}`, ofEndpoint));
await ok("updateEndpoint", client.PATCH(`${api}/webhook-endpoints/{id}`, { ...ofEndpoint, body: { description: "for this check" } }));
await ok("rotateEndpointSecret", client.POST(`${api}/webhook-endpoints/{id}/secret/rotate`, { ...ofEndpoint, body: { overlapHours: 1 } }));
await ok("testEndpoint", client.POST(`${api}/webhook-endpoints/{id}/test`, ofEndpoint));
await ok("replayChanges", client.POST(`${api}/webhook-endpoints/{id}/replay`, { ...ofEndpoint, body: { since: "2020-01-01T00:00:00Z" } }));
await ok("listDeliveries", client.GET(`${api}/webhook-endpoints/{id}/deliveries`, ofEndpoint));
const nobody = { params: { path: { id: endpoint.id!, deliveryId: "00000000-0000-7000-8000-000000000000" } } };
must((await client.GET(`${api}/webhook-endpoints/{id}/deliveries/{deliveryId}`, nobody)).response.status === 404, "no such delivery");
must((await client.POST(`${api}/webhook-endpoints/{id}/deliveries/{deliveryId}/resend`, nobody)).response.status === 404, "nothing to be sent again");
await ok("deleteEndpoint", client.DELETE(`${api}/webhook-endpoints/{id}`, ofEndpoint));

// Exports.
for (const kind of ["jobs", "candidates", "applications", "processes", "tasks"] as const) {
    const rows: string = await ok(`export ${kind}`, client.GET(`${api}/export/${kind}`, { parseAs: "text" }));
    must(rows.startsWith("{"), `${kind}, an object a line`);
}

// A person's data.
const path = { params: { path: { jobviteCandidateId: person.jobviteCandidateId } } };
await ok("exportCandidate", client.GET(`${api}/candidates/{jobviteCandidateId}/export`, { ...path, parseAs: "blob" }));
const erased = await ok("eraseCandidate", client.POST(`${api}/candidates/{jobviteCandidateId}/erase`, { ...path, body: { reason: "This check" } }));
const suppressions = await ok("listSuppressions", client.GET(`${api}/suppressions`));
must(suppressions.items.some(one => one.id === erased.suppressionId), "the suppression in the list");
await ok("deleteSuppression", client.DELETE(`${api}/suppressions/{suppressionId}`, { params: { path: { suppressionId: erased.suppressionId! } } }));
must((await client.POST(`${api}/sync/runs/{runId}/deletions/approve`, { params: { path: { runId } } })).response.status === 409, "nothing that was withheld");

// Setup links.
const link = await ok("createSetupLink", client.POST(`${api}/setup-links`, { body: { expiresInHours: 1 } }));
const links = await ok("listSetupLinks", client.GET(`${api}/setup-links`));
must(links.items[0]?.id === link.id, "the link in the list");
await ok("revokeSetupLink", client.DELETE(`${api}/setup-links/{id}`, { params: { path: { id: link.id } } }));

// The demonstration's token is no operator's: the call is made and refused.
const release = await client.POST("/api/operators/companies/{id}/release", { params: { path: { id: "nobody" } } });
must(release.response.status === 403, "a release to be for operators only");
called.add("POST /api/operators/companies/{id}/release");
const silos = await client.GET("/api/operators/silos");
must(silos.response.status === 403, "the list of silos to be for operators only");
called.add("GET /api/operators/silos");
const operatorsAudit = await client.GET("/api/operators/audit");
must(operatorsAudit.response.status === 403, "the operators' audit trail to be for operators only");
called.add("GET /api/operators/audit");
const drain = await client.POST("/api/operators/silos/{address}/drain", { params: { path: { address: "nobody" } } });
must(drain.response.status === 403, "a drain to be for operators only");
called.add("POST /api/operators/silos/{address}/drain");
const undrain = await client.DELETE("/api/operators/silos/{address}/drain", { params: { path: { address: "nobody" } } });
must(undrain.response.status === 403, "the end of a drain to be for operators only");
called.add("DELETE /api/operators/silos/{address}/drain");

// A refusal has its shape too; the last call ends the demonstration.
const refused = await client.GET(`${api}/candidates`, { params: { query: { sort: "email" } } });
must(refused.error && "errors" in refused.error, "a problem that names the field");
await ok("disconnect", client.POST(`${api}/disconnect`, { body: { deleteData: false } }));

const document2 = JSON.parse(readFileSync(documentPath, "utf8"));
const missing = Object.entries(document2.paths as Record<string, object>)
    .flatMap(([path, item]) => Object.keys(item).map(method => `${method.toUpperCase()} ${path}`))
    .filter(operation => !called.has(operation));
must(missing.length === 0, `every operation to be called, but these were not:\n${missing.join("\n")}`);
console.log(`${called.size} operations called with the TypeScript client`);
