namespace Jobvite.Client;

/// <summary>One thing to do within an onboarding process.</summary>
public sealed record JobviteTask
{
    public required string Id { get; init; }

    /// <summary><c>processId</c> or <c>processInstanceId</c>.</summary>
    public string? ProcessId { get; init; }

    public string? Name { get; init; }

    /// <summary><c>W4</c>, <c>I9</c>, <c>DOC</c>, <c>FORM</c>, and <c>CUSTOM</c> for everything else; what Jobvite said is in <see cref="RawJson"/>.</summary>
    public string? Type { get; init; }

    public string? Status { get; init; }

    /// <summary>Midnight UTC stands for a day without a time.</summary>
    public DateTimeOffset? DueDate { get; init; }

    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>The object as Jobvite sent it, compact, without file contents. File information is found here.</summary>
    public required string RawJson { get; init; }

    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Id = ").Append(Id);
        return true;
    }
}
