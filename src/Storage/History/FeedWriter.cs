using System.Data.Common;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// Writes what a transaction changed, as its last statements. A sequence would hand out numbers in another order than that of the commits,
/// and a reader would pass by what commits late. So the number is in the company's row of <c>change_feeds</c>, which is taken here and held to
/// the commit: the next writer of the company waits for that, and whoever sees a number sees all before it.
/// </summary>
internal static class FeedWriter
{
    private const string Table = "record_changes";

    // An upsert that changes nothing: it makes the row if there is none, and locks it.
    private const string Take = """
        INSERT INTO change_feeds (company_id, cursor_key, position, removed_to) VALUES (@companyId, @key, 0, 0)
        ON CONFLICT (company_id) DO UPDATE SET position = change_feeds.position
        RETURNING position, jobs_since, candidates_since, onboarding_since, failing
        """;

    private const string Move = """
        UPDATE change_feeds
        SET position = @position, jobs_since = @jobs, candidates_since = @candidates, onboarding_since = @onboarding, failing = @failing
        WHERE company_id = @companyId
        """;

    private static readonly Column<PlacedChange>[] Columns =
    [
        Of("company_id", ColumnKind.Key, one => one.CompanyId),
        Of("candidate_id", ColumnKind.Text, one => one.Item.CandidateId ?? ""),
        Of("seen_at", ColumnKind.Time, one => one.Now),
        Of("id", ColumnKind.Id, one => Guid.CreateVersion7(one.Now)),
        Of("application_id", ColumnKind.Text, one => one.Item.ApplicationId),
        Of("what", ColumnKind.Code, one => (short)one.Item.What),
        Of("from_state", ColumnKind.Text, one => one.Item.From),
        Of("to_state", ColumnKind.Text, one => one.Item.To),
        Of("fields", ColumnKind.Key, one => one.Item.Fields),
        Of("position", ColumnKind.Integer, one => one.Position),
        Of("type", ColumnKind.Key, one => one.Position is null ? null : one.Item.Type),
        Of("record_id", ColumnKind.Text, one => one.Item.RecordId),
        Of("job_id", ColumnKind.Text, one => one.Item.JobId),
        Of("cause", ColumnKind.OptionalCode, one => (short?)one.Cause?.Kind),
        Of("cause_id", ColumnKind.OptionalId, one => one.Cause?.IdFor(one.Item)),
        Of("source_updated_at", ColumnKind.Time, one => one.Item.SourceUpdatedAt),
        Of("details", ColumnKind.Text, one => one.Item.Details),
    ];

    /// <summary>To be called when everything else of the transaction is done.</summary>
    public static async Task Write<TSession>(TSession session)
        where TSession : ISession
    {
        if (session.Changes is not { CompanyId: { } companyId } changes)
        {
            return;
        }

        var feed = (await session.QueryFirst(Take, new { companyId, key = Guid.NewGuid() }, FeedState.Of).ConfigureAwait(false))!;
        List<PlacedChange> rows = [];
        var before = feed.Position;
        foreach (var item in changes.Items)
        {
            Add(item, changes.Cause);
        }

        foreach (var (run, isComplete, isWithheld) in changes.Ended)
        {
            foreach (var type in feed.TypesOf(run.Kind, isComplete, isWithheld, session.Now))
            {
                Add(OfRun(run, type), ChangeCause.Of(run));
            }
        }

        if (changes.IsFailing is { } failing && failing != feed.IsFailing && feed.HasBegun)
        {
            feed.IsFailing = failing;
            Add(new ChangeItem("connection", Sync: null, ChangeKind.Told) { OwnType = failing ? FeedTypes.Failing : FeedTypes.Recovered }, cause: null);
        }

        if (feed.Position > before)
        {
            await session.Execute(Move, new { companyId, position = feed.Position, jobs = feed.Jobs, candidates = feed.Candidates, onboarding = feed.Onboarding, failing = feed.IsFailing }).ConfigureAwait(false);
        }

        if (rows.Count > 0)
        {
            await session.AddAll(Table, Columns, rows).ConfigureAwait(false);
        }

        await AnnouncementCounter.Count(session, companyId, changes.Cause, changes.Items.Where(feed.Takes)).ConfigureAwait(false);

        void Add(ChangeItem item, ChangeCause? cause)
        {
            if (feed.Takes(item))
            {
                rows.Add(new PlacedChange(item, cause, companyId, ++feed.Position, session.Now));
            }
            else if (item.IsHistory)
            {
                rows.Add(new PlacedChange(item, cause, companyId, Position: null, session.Now));
            }
        }
    }

    private static ChangeItem OfRun(SyncRun run, string type) => new("sync", Sync: null, ChangeKind.Told)
    {
        OwnType = type,
        Details = JsonSerializer.Serialize(new FeedRun(run.Kind, run.RunId, run.Status, run.Progress)),
    };

    private static Column<PlacedChange> Of<TValue>(string name, ColumnKind<TValue> kind, Func<PlacedChange, TValue> value) =>
        new Column<PlacedChange, TValue>(name, kind, value);

    /// <summary>A row to be written.</summary>
    private sealed record PlacedChange(ChangeItem Item, ChangeCause? Cause, string CompanyId, long? Position, DateTimeOffset Now);

    /// <summary>A company's row, held by this transaction.</summary>
    private sealed class FeedState
    {
        public required long Position { get; set; }

        public DateTimeOffset? Jobs { get; private set; }

        public DateTimeOffset? Candidates { get; private set; }

        public DateTimeOffset? Onboarding { get; private set; }

        public required bool IsFailing { get; set; }

        public bool HasBegun => (Jobs ?? Candidates ?? Onboarding) is not null;

        public static FeedState Of(DbDataReader row) => new()
        {
            Position = row.Integer("position"),
            Jobs = row.OptionalTime("jobs_since"),
            Candidates = row.OptionalTime("candidates_since"),
            Onboarding = row.OptionalTime("onboarding_since"),
            IsFailing = row.Flag("failing"),
        };

        public bool Takes(ChangeItem item) => item.Sync is not { } kind || Since(kind) is not null;

        /// <summary>What a run that ended is told by: nothing before its kind has begun, and the run with which it begins by that alone.</summary>
        public IEnumerable<string> TypesOf(SyncKind kind, bool isComplete, bool isWithheld, DateTimeOffset now)
        {
            if (Since(kind) is not null)
            {
                return isWithheld ? [FeedTypes.DeletionWithheld, FeedTypes.RunFinished] : [FeedTypes.RunFinished];
            }

            if (!isComplete)
            {
                return [];
            }

            Begin(kind, now);
            return [FeedTypes.FirstCompleted];
        }

        private DateTimeOffset? Since(SyncKind kind) => kind switch
        {
            SyncKind.Jobs => Jobs,
            SyncKind.Candidates => Candidates,
            _ => Onboarding,
        };

        private void Begin(SyncKind kind, DateTimeOffset now) => (Jobs, Candidates, Onboarding) = kind switch
        {
            SyncKind.Jobs => (now, Candidates, Onboarding),
            SyncKind.Candidates => (Jobs, now, Onboarding),
            _ => (Jobs, Candidates, (DateTimeOffset?)now),
        };
    }
}
