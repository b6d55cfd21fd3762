using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What runs say of records that could not be read, and why a run did not end well, may quote Jobvite's words about a person.</summary>
internal static class ErasedRuns
{
    private const string Reason = "The person was erased.";

    private const string Telling = "SELECT run_id, error, failures FROM sync_runs WHERE company_id = @companyId AND (error IS NOT NULL OR failures <> '[]')";
    private const string Replace = "UPDATE sync_runs SET error = @error, failures = @failures WHERE company_id = @companyId AND run_id = @runId";

    public static async Task Clean<TSession>(TSession session, ErasedPerson person)
        where TSession : ISession
    {
        var companyId = person.CompanyId;
        var ids = person.Names.Select(name => name.Id).ToHashSet(StringComparer.Ordinal);
        var runs = await session.Query(Telling, new { companyId }, row => (Id: row.Id("run_id"), Error: row.Text("error"), Failures: row.RequiredText("failures"))).ConfigureAwait(false);
        foreach (var run in runs)
        {
            var error = run.Error is { } text && (person.IsNamedBy(text) || person.IsIn(System.Text.Encoding.UTF8.GetBytes(text))) ? Reason : run.Error;
            var failures = RunFailures.Parse(run.Failures);
            RecordFailure[] clean = [.. failures.Select(one => (one.Id is { } id && ids.Contains(id)) || person.IsNamedBy(one.Reason) ? one with { Reason = Reason } : one)];
            if (error != run.Error || !clean.SequenceEqual(failures))
            {
                await session.Execute(Replace, new { companyId, runId = run.Id, error, failures = JsonSerializer.Serialize(clean) }).ConfigureAwait(false);
            }
        }
    }
}
