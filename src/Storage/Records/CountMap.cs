using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Counts what a company has.</summary>
internal static class CountMap
{
    /// <param name="waits">The constant condition of an event that waits, as the database has an index for it.</param>
    public static string Statement(string waits) => $"""
        SELECT
            (SELECT count(*) FROM jobs WHERE company_id = @companyId AND deleted_at IS NULL) AS jobs,
            (SELECT count(*) FROM candidates WHERE company_id = @companyId AND deleted_at IS NULL) AS candidates,
            (SELECT count(*) FROM applications WHERE company_id = @companyId AND deleted_at IS NULL) AS applications,
            ({DocumentMap.CountShown}) AS documents,
            (SELECT count(*) FROM onboarding_processes WHERE company_id = @companyId AND deleted_at IS NULL) AS processes,
            (SELECT count(*) FROM onboarding_tasks WHERE company_id = @companyId AND deleted_at IS NULL) AS tasks,
            (SELECT count(*) FROM webhook_events WHERE company_id = @companyId AND {waits}) AS pending,
            (SELECT count(*) FROM webhook_events WHERE company_id = @companyId AND status = 5) AS dead
        """;

    public static RecordCounts Counts(DbDataReader row) => new()
    {
        Jobs = row.Integer("jobs"),
        Candidates = row.Integer("candidates"),
        Applications = row.Integer("applications"),
        Documents = row.Integer("documents"),
        OnboardingProcesses = row.Integer("processes"),
        OnboardingTasks = row.Integer("tasks"),
        WebhooksPending = row.Integer("pending"),
        WebhooksDead = row.Integer("dead"),
    };
}
