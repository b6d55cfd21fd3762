namespace Jobvite.Sandbox;

/// <summary>Everything there is to know about the sandbox except its secrets.</summary>
internal static class AdminState
{
    public static object Of(SandboxCompany company) => new
    {
        companyId = company.Options.CompanyId,
        seed = company.Options.Seed,
        records = new
        {
            jobs = company.World.JobCount,
            candidates = company.World.CandidateCount,
            applications = company.World.ApplicationCount,
            processes = company.World.ProcessCount,
            tasks = company.World.TaskCount,
        },
        requests = company.Requests.Counts(),
        webhooks = company.Outbox.Counts,
        webhookTargets = company.Outbox.Targets,
        faults = company.Faults.Active,
        quirks = company.Quirks,
        permissions = company.Permissions,
        limits = company.Limits,
        latencyMilliseconds = company.Latency.TotalMilliseconds,
        tenantKeyRegistered = company.Keys.TenantKey is not null,
    };
}
