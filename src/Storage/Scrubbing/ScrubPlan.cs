namespace Jobvite.Storage;

/// <summary>Where an order stands, and what follows a batch. The rows of <c>eeo_scrubs</c>.</summary>
internal sealed record ScrubPlan(DateTimeOffset OrderedAt, DateTimeOffset DueAt, int PassesLeft, ScrubArea Area, string Position)
{
    /// <summary>Far longer than a process goes on with settings that were changed (15 seconds), or a request with them takes.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>What receivers answered may quote what was sent to them, and nobody needs it for long.</summary>
    public const string ClearAnswers = """
        UPDATE webhook_attempts SET answer = NULL
        WHERE company_id = @companyId AND (endpoint_id, change_id, id) IN (
            SELECT endpoint_id, change_id, id FROM webhook_attempts WHERE company_id = @companyId AND answer IS NOT NULL LIMIT @limit)
        """;

    private const int EventsPerRecord = 4;

    public static ScrubPlan Begin(DateTimeOffset now) => new(now, now, PassesLeft: 2, ScrubArea.Jobs, "");

    /// <summary>How many rows of this area make a batch: bodies of webhooks can be larger than records.</summary>
    public int Rows(int limit) => Area is ScrubArea.Events ? Math.Max(1, limit / EventsPerRecord) : limit;

    /// <summary>After a batch that looked at rows up to <paramref name="last"/>; null when the order is done.</summary>
    /// <param name="last">Null when there were fewer than asked for.</param>
    public ScrubPlan? After(string? last)
    {
        if (last is not null)
        {
            return this with { Position = last };
        }

        if (Area is not ScrubArea.Answers)
        {
            return this with { Area = Area + 1, Position = "" };
        }

        return PassesLeft > 1
            ? new ScrubPlan(OrderedAt, OrderedAt + Settled, PassesLeft - 1, ScrubArea.Jobs, "")
            : null;
    }
}

/// <summary>What is looked through, in this order. The numbers are stored.</summary>
internal enum ScrubArea
{
    Jobs = 1,
    Candidates = 2,
    Applications = 3,
    Processes = 4,
    Tasks = 5,
    Events = 6,
    Answers = 7,
}

/// <summary>A table of records, as far as scrubbing it goes.</summary>
/// <param name="Name">The table.</param>
/// <param name="Owner">The column with the id that belongs to the content hash; an empty text for none.</param>
/// <param name="Forgets">What else is set when a row changes.</param>
/// <param name="Columns">Columns that hold a member of Jobvite's JSON.</param>
/// <param name="Derived">Columns that are made of several members, set to what lets them be made anew.</param>
internal sealed record ScrubTable(string Name, IReadOnlyList<string> Columns, string Owner = "''", string Forgets = "", string Derived = "")
{
    /// <summary>What else is set where a row changes.</summary>
    public string Also(IScrub scrub)
    {
        if (scrub.Cleared(Name) is not { } members)
        {
            return Forgets;
        }

        var cleared = members.Select(Column).Where(column => Columns.Contains(column)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return $"{Forgets}{Derived}{string.Concat(cleared.Select(column => $", {column} = NULL"))}";
    }

    /// <summary>What removes documents of persons; null when all may stay.</summary>
    public string? DocumentsOf(IScrub scrub)
    {
        if (Name != "candidates" || scrub.DroppedDocuments.Count == 0)
        {
            return null;
        }

        List<string> conditions = [.. scrub.DroppedDocuments.Where(type => type is "resume" or "cover_letter").Select(type => $"type = '{type}'")];
        if (scrub.DroppedDocuments.Contains("attachment"))
        {
            conditions.Add("type NOT IN ('resume', 'cover_letter')");
        }

        return $"DELETE FROM candidate_documents WHERE company_id = @companyId AND ({string.Join(" OR ", conditions)}) AND candidate_id";
    }

    private static string Column(string member) => string.Concat(member.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static List<string> ColumnsOf<TRow>(RecordColumns<TRow> columns)
        where TRow : class, IRecordRow => [.. columns.InHistory.Select(column => column.Name)];

    public static ScrubTable Of(ScrubArea area) => area switch
    {
        ScrubArea.Jobs => new("jobs", ColumnsOf(JobColumns.Jobs), Derived: ", search_text = NULL"),
        ScrubArea.Candidates => new("candidates", ColumnsOf(CandidateColumns.Persons), Derived: ", search_text = NULL"),
        ScrubArea.Applications => new("applications", ColumnsOf(CandidateColumns.Applications), "candidate_id", ", entry_mark = NULL", ", custom_fields = NULL"),
        ScrubArea.Processes => new("onboarding_processes", []),
        ScrubArea.Tasks => new("onboarding_tasks", [], "process_id"),
        _ => throw new ArgumentOutOfRangeException(nameof(area), area, "Not a table of records."),
    };
}

/// <summary>A record that held EEO data.</summary>
internal sealed record ScrubbedRecord(string Id, string RawJson, string Hash, string HashBefore)
{
    /// <summary>Null when it held none. Of the owner and the JSON alone: what the last answer was is not known any more, and need not be.</summary>
    public static ScrubbedRecord? Of(IScrub scrub, string table, string id, string owner, string rawJson, string hash)
    {
        var without = scrub.Record(table, rawJson);
        return without == rawJson ? null : new ScrubbedRecord(id, without, ContentHash.Of(without, owner), hash);
    }
}
