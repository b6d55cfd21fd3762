using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes the directory's lines of rows.</summary>
internal static class StandingMap
{
    public const string Columns = "d.company_id, d.environment, d.connected, d.interval_minutes, d.sync_jobs, d.sync_candidates, d.sync_onboarding, d.budget_key";

    public static CompanyStanding Standing(DbDataReader row) => new(
        new DirectoryEntry(
            row.RequiredText("company_id"),
            row.RequiredText("environment") == EnvironmentWord(JobviteEnvironment.Prod) ? JobviteEnvironment.Prod : JobviteEnvironment.Stage,
            row.Flag("connected"),
            row.Number("interval_minutes"))
        {
            SyncJobs = row.Flag("sync_jobs"),
            SyncCandidates = row.Flag("sync_candidates"),
            SyncOnboarding = row.Flag("sync_onboarding"),
            BudgetKey = row.Text("budget_key"),
        },
        (CompanyHealth)row.Number("health"));

    public static (string CompanyId, KindStanding Standing, string? Error) Kind(DbDataReader row)
    {
        var endedAt = row.OptionalTime("finished_at");
        return (
            row.RequiredText("company_id"),
            new KindStanding
            {
                Kind = (SyncKind)row.Number("kind"),
                Enabled = row.Flag("enabled"),
                LastStatus = (RunStatus?)row.OptionalNumber("status"),
                LastEndedAt = endedAt,
                LastDuration = endedAt - row.OptionalTime("started_at"),
                CompleteSince = row.OptionalTime("complete_since"),
                RunningSince = row.OptionalTime("running_since"),
            },
            row.Text("error"));
    }

    public static (string CompanyId, long Pending, DateTimeOffset? Oldest, long Dead) Backlog(DbDataReader row) =>
        (row.RequiredText("company_id"), row.Integer("pending"), row.OptionalTime("oldest"), row.Integer("dead"));

    public static DirectoryChange Change(DbDataReader row) => new(row.RequiredText("company_id"), row.Flag("connected"), row.Time("saved_at"));

    public static ClusterTotals Totals(DbDataReader row) => new()
    {
        Companies = row.Integer("companies"),
        Connected = row.Integer("connected"),
        RunsUnderWay = row.Integer("runs"),
        WebhooksPending = row.Integer("pending"),
        OldestPendingAt = row.OptionalTime("oldest"),
        WebhooksDead = row.Integer("dead"),
    };

    /// <summary>Puts a page together; a company without a backlog has no line among <paramref name="backlogs"/>.</summary>
    public static Page<CompanyStanding> Join(
        IEnumerable<CompanyStanding> companies,
        IEnumerable<(string CompanyId, KindStanding Standing, string? Error)> kinds,
        IEnumerable<(string CompanyId, long Pending, DateTimeOffset? Oldest, long Dead)> backlogs,
        long total,
        PageRequest page)
    {
        var kindsOf = kinds.ToLookup(kind => kind.CompanyId, kind => (kind.Standing, kind.Error), StringComparer.Ordinal);
        var backlogOf = backlogs.ToDictionary(backlog => backlog.CompanyId, StringComparer.Ordinal);
        return new Page<CompanyStanding>([.. companies.Select(Joined)], total, page.Page, page.PageSize, NextCursor: null);

        CompanyStanding Joined(CompanyStanding company)
        {
            var backlog = backlogOf.GetValueOrDefault(company.Entry.CompanyId);
            return company with
            {
                Kinds = [.. kindsOf[company.Entry.CompanyId].OrderBy(kind => kind.Standing.Kind)],
                WebhooksPending = backlog.Pending,
                OldestPendingAt = backlog.Oldest,
                WebhooksDead = backlog.Dead,
            };
        }
    }

    public static string EnvironmentWord(JobviteEnvironment environment) => environment is JobviteEnvironment.Prod ? "prod" : "stage";
}
