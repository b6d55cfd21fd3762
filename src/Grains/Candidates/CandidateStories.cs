using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Candidates;

/// <summary>Tells what happened to a candidate and why it is not newer. Of what is stored; Jobvite is not asked.</summary>
internal sealed class CandidateStories(IStoryReader stories, IRunStore runs, IGrainFactory grains, TimeProvider time)
{
    /// <inheritdoc cref="IRecordReaderGrain.GetCandidateStory"/>
    public async Task<CandidateStory> Read(string companyId, string candidateId, StoryPlace? before, int limit, string tenantId, CancellationToken cancellationToken)
    {
        var rows = await stories.Read(companyId, tenantId, candidateId, before, Math.Clamp(limit, 1, CandidateStory.MaxEvents), cancellationToken);
        return new CandidateStory
        {
            Events = [.. rows.Events],
            Older = rows.HasOlder ? new StoryPlace(rows.Events[^1].At, rows.Events[^1].Id) : null,
            Reading = before is null ? await Reading(companyId, rows, cancellationToken) : null,
        };
    }

    private async Task<CandidateReading> Reading(string companyId, StoryRows rows, CancellationToken cancellationToken)
    {
        var connection = await grains.GetGrain<ICompanyGrain>(CompanyKey.Of(companyId).ToString()).GetConnection();
        var history = (await runs.GetHistory(companyId, cancellationToken)).FirstOrDefault(one => one.Kind == SyncKind.Candidates)?.Since(connection?.ReadScopeSince);
        var reading = LastReading.Of(rows, history) with
        {
            WaitingWebhooks = rows.Waiting.Count,
            NextAttemptAt = rows.Waiting.NextAttemptAt,
            WaitsFor = rows.Waiting.Reason,
            Running = history?.Active,
        };
        if (connection is null || !connection.Settings.Includes(SyncKind.Candidates))
        {
            return reading;
        }

        var next = ScheduleRule.NextDue(companyId, history, connection.Settings, time.GetUtcNow());
        return reading with
        {
            CanRefresh = true,
            NextRunAt = next,
            NextMode = ScheduleRule.ChooseMode(history, connection.Settings, next),
            Budget = await grains.GetGrain<IRequestBudgetGrain>(connection.Meter).GetUsage(),
        };
    }
}

/// <summary>When a candidate was last read, and for what. Pure.</summary>
internal static class LastReading
{
    /// <summary>
    /// A complete sync has read everything, or asked for everything that had changed, when it began. Rows are not written for what did not change,
    /// so the time on the row alone would be too old.
    /// </summary>
    public static CandidateReading Of(StoryRows rows, KindHistory? history)
    {
        var sync = history?.LastCompleteStartedAt;
        var ended = history?.LastEnded;
        var run = ended?.StartedAt == sync ? ended?.RunId : null;
        var person = rows.Events.FirstOrDefault(one => one.Act is { Action: AuditActions.RefreshCandidate, Outcome: AuditOutcomes.Success });

        // The row has the time at which the question was sent: within a run, if one asked it.
        var isOfRun = run is not null && rows.ReadAt >= ended!.StartedAt && rows.ReadAt <= (ended.FinishedAt ?? DateTimeOffset.MaxValue);
        return new CandidateReading[]
        {
            new() { LastReadAt = rows.LastWebhook?.At, LastReadBy = ReadingCause.Webhook, LastReadId = rows.LastWebhook?.Id },
            new() { LastReadAt = person?.At, LastReadBy = ReadingCause.Person, LastReadPerson = person?.Act?.Person },
            new() { LastReadAt = sync, LastReadBy = ReadingCause.Sync, LastReadId = run },
            isOfRun ? new() { LastReadAt = rows.ReadAt, LastReadBy = ReadingCause.Sync, LastReadId = run } : new() { LastReadAt = rows.ReadAt },
        }.MaxBy(one => one.LastReadAt ?? DateTimeOffset.MinValue)! is { LastReadAt: not null } last ? last : new CandidateReading();
    }
}
