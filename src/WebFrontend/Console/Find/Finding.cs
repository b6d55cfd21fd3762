using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Candidates;
using Jobvite.WebFrontend.Console.Layout;
using Jobvite.WebFrontend.Console.Records;
using Jobvite.WebFrontend.Console.Sync;

namespace Jobvite.WebFrontend.Console.Find;

/// <summary>Looks everywhere at once for what somebody typed: a name, an e-mail address, a phone number, or an id of Jobvite's or ours.</summary>
internal static class Finding
{
    private const int Most = 6;

    /// <summary>Groups that have something in them, at most six of each.</summary>
    public static async Task<IReadOnlyList<FoundGroup>> Find(IRecordReaderGrain records, string asked, CancellationToken cancellationToken)
    {
        var page = new PageRequest(PageSize: Most);
        var candidates = records.ListCandidates(new CandidateFilter { Search = asked, IncludeDeleted = true }, page, includeRaw: false, cancellationToken);
        var jobs = records.ListJobs(new JobFilter { Search = asked, IncludeDeleted = true }, page, includeRaw: false, cancellationToken);
        var processes = records.ListProcesses(new ProcessFilter { Search = asked, IncludeDeleted = true }, page, includeRaw: false, cancellationToken);
        var byId = Guid.TryParse(asked, out var id) ? await ById(records, id, cancellationToken) : [];
        FoundGroup[] groups =
        [
            new("Candidates", [.. (await candidates).Items.Select(one => new Found(PersonName.Of(one), RecordLink.Candidate(one.JobviteCandidateId), one.Email ?? one.JobviteCandidateId))]),
            new("Jobs", [.. (await jobs).Items.Select(one => new Found(one.Title ?? one.JobviteJobId, RecordLink.Job(one.JobviteJobId), string.Join(" · ", new[] { one.RequisitionId, one.Status }.OfType<string>())))]),
            new("Onboarding", [.. (await processes).Items.Select(one => new Found(one.JobviteProcessId, RecordLink.Process(one.JobviteProcessId), one.Status))]),
            .. byId,
        ];
        return [.. groups.Where(group => group.Found.Count > 0)];
    }

    /// <summary>Ids of this service: of webhooks, of runs, and of records as REST names them.</summary>
    private static async Task<List<FoundGroup>> ById(IRecordReaderGrain records, Guid id, CancellationToken cancellationToken)
    {
        List<FoundGroup> groups = [];
        if (await records.GetWebhook(id, cancellationToken) is { } webhook)
        {
            groups.Add(new("Webhooks", [new(webhook.Event.EventType ?? "Webhook", RecordLink.Webhook(id), Spoken.Title(EnumText.Of(webhook.Event.Status)))]));
        }

        if (await records.GetRun(id, cancellationToken) is { } run)
        {
            groups.Add(new("Runs", [new($"{RunText.Name(run.Kind)}: {RunText.Mode(run.Mode).ToLowerInvariant()}", RunText.PathOf(run), RunText.Text(run))]));
        }

        foreach (var (kind, link) in new (RecordKind, Func<string, string>)[] { (RecordKind.Candidate, RecordLink.Candidate), (RecordKind.Job, RecordLink.Job), (RecordKind.Process, RecordLink.Process) })
        {
            if (await records.FindJobviteId(kind, id, cancellationToken) is { } jobviteId)
            {
                groups.Add(new(kind.ToString(), [new(jobviteId, link(jobviteId), null)]));
            }
        }

        return groups;
    }
}

/// <summary>Something that was found.</summary>
internal sealed record Found(string Name, string Path, string? About);

/// <summary>What was found of one sort.</summary>
internal sealed record FoundGroup(string Title, IReadOnlyList<Found> Found);
