using Jobvite.Client;

namespace Jobvite.Grains.Onboarding;

/// <summary>What became of each process that was asked for by its id.</summary>
internal sealed class ReadAgainAnswer(IReadOnlyList<string> asked)
{
    private readonly HashSet<string> _came = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _unreadable = new(StringComparer.Ordinal);

    /// <summary>Why nothing may be concluded from what did not come.</summary>
    private string? _doubt;

    /// <summary>Why the tasks are perhaps not whole.</summary>
    private string? _tasksDoubt;

    /// <summary>Read whole, tasks included.</summary>
    public IReadOnlyList<string> Found => _tasksDoubt is null ? asked.Where(_came.Contains).ToList() : [];

    /// <summary>Jobvite does not have them.</summary>
    public IReadOnlyList<string> Absent => _doubt is null ? asked.Where(id => !_came.Contains(id) && !_unreadable.ContainsKey(id)).ToList() : [];

    /// <summary>Id → why it is to be tried again.</summary>
    public IReadOnlyDictionary<string, string> Failed => asked
        .Select(id => (Id: id, Reason: _came.Contains(id) ? _tasksDoubt : _unreadable.GetValueOrDefault(id) ?? _doubt))
        .Where(one => one.Reason is not null)
        .ToDictionary(one => one.Id, one => one.Reason!, StringComparer.Ordinal);

    public void AddProcesses(JobvitePage<JobviteProcess> page)
    {
        _came.UnionWith(page.Records.Select(process => process.Id));
        _doubt ??= page.IncompleteReason;
        foreach (var bad in page.Malformed)
        {
            if (bad.Id is { } id)
            {
                _unreadable[id] = bad.Reason;
            }
            else
            {
                _doubt ??= bad.Reason;
            }
        }
    }

    public void AddTasks(JobvitePage<JobviteTask> page) =>
        _tasksDoubt ??= page.IncompleteReason ?? (page.Malformed.Count > 0 ? $"A task could not be read. {page.Malformed[0].Reason}" : null);
}
