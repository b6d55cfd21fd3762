using System.Buffers;
using System.Data.Common;
using System.Text;

namespace Jobvite.Storage;

/// <summary>Whom an erasure is about: every id that is the person's, and what tells the person in a text.</summary>
internal sealed record ErasedPerson(string CompanyId, string CandidateId, Guid Id)
{
    private const string Person = "SELECT jobvite_id, id, email, first_name, last_name, mobile, home_phone, work_phone FROM candidates WHERE company_id = @companyId AND";
    private const string ApplicationsOf = "SELECT jobvite_id FROM applications WHERE company_id = @companyId AND candidate_id = @candidateId ORDER BY jobvite_id";
    private const string ProcessesOf = "SELECT jobvite_id FROM onboarding_processes WHERE company_id = @companyId AND candidate_id = @candidateId ORDER BY jobvite_id";
    private const string TasksOf = "SELECT jobvite_id FROM onboarding_tasks WHERE company_id = @companyId AND process_id";

    public string[] Applications { get; private init; } = [];

    public string[] Processes { get; private init; } = [];

    public string[] Tasks { get; private init; } = [];

    public string? Email { get; private init; }

    private string[] Phones { get; init; } = [];

    private string? Name { get; init; }

    /// <summary>Every name that is to be suppressed.</summary>
    public IEnumerable<RecordName> Names =>
    [
        new(SeenEntity.Candidates, CandidateId),
        RecordName.Own(Id),
        .. Applications.Select(id => new RecordName(SeenEntity.Applications, id)),
        .. Processes.Select(id => new RecordName(SeenEntity.Processes, id)),
        .. Tasks.Select(id => new RecordName(SeenEntity.Tasks, id)),
    ];

    /// <summary>What a body is searched for.</summary>
    public string[] Words => [CandidateId, .. Applications, .. Processes, .. Email is null ? Array.Empty<string>() : [Email, Email.ToLowerInvariant()]];

    /// <summary>Null when the company has no such candidate, alive or deleted.</summary>
    public static async Task<ErasedPerson?> Find<TSession>(TSession session, string companyId, string personId)
        where TSession : ISession
    {
        var found = Guid.TryParseExact(personId, "D", out var own)
            ? await session.QueryFirst($"{Person} id = @own", new { companyId, own }, row => Read(row, companyId)).ConfigureAwait(false)
            : null;
        found ??= await session.QueryFirst($"{Person} jobvite_id = @personId", new { companyId, personId = personId.ToColumn() }, row => Read(row, companyId)).ConfigureAwait(false);
        if (found is null)
        {
            return null;
        }

        var candidateId = found.CandidateId;
        var processes = (await session.Query(ProcessesOf, new { companyId, candidateId }, row => row.GetString(0)).ConfigureAwait(false)).ToArray();
        return found with
        {
            Applications = [.. await session.Query(ApplicationsOf, new { companyId, candidateId }, row => row.GetString(0)).ConfigureAwait(false)],
            Processes = processes,
            Tasks = processes.Length == 0 ? [] : [.. await session.Query($"{TasksOf} {TSession.IsOneOf("@processes")}", new { companyId, processes }, row => row.GetString(0)).ConfigureAwait(false)],
        };
    }

    /// <summary>Whether a text that is to be kept tells who the person is.</summary>
    public bool IsNamedBy(string text) =>
        (Name is { Length: > 2 } name && text.Contains(name, StringComparison.OrdinalIgnoreCase))
        || (Email is { } email && text.Contains(email, StringComparison.OrdinalIgnoreCase))
        || (Digits(text) is { Length: >= 7 } digits && Array.Exists(Phones, phone => digits.Contains(phone, StringComparison.Ordinal)));

    /// <summary>Whether a webhook's body names the person: an id as a word of its own, so that one that begins another does not count.</summary>
    public bool IsIn(ReadOnlySpan<byte> body)
    {
        foreach (var word in Words)
        {
            if (Holds(body, Encoding.UTF8.GetBytes(word)))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly SearchValues<byte> PartsOfIds = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"u8);

    private static bool Holds(ReadOnlySpan<byte> body, ReadOnlySpan<byte> word)
    {
        for (var from = 0; body[from..].IndexOf(word) is >= 0 and var found; from += found + 1)
        {
            var (start, end) = (from + found, from + found + word.Length);
            if ((start == 0 || !PartsOfIds.Contains(body[start - 1])) && (end == body.Length || !PartsOfIds.Contains(body[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static ErasedPerson Read(DbDataReader row, string companyId) => new(companyId, row.GetString(0), row.Id("id"))
    {
        Email = row.Text("email")?.Trim() is { Length: > 2 } email ? email : null,
        Name = $"{row.Text("first_name")} {row.Text("last_name")}".Trim(),
        Phones = [.. new[] { row.Text("mobile"), row.Text("home_phone"), row.Text("work_phone") }.OfType<string>().Select(Digits).Where(digits => digits.Length >= 7)],
    };

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
