using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>A change to a process's milestones.</summary>
internal sealed record MilestonesRequest : IJsonRequest
{
    /// <inheritdoc/>
    public static bool MayBeEmpty => false;

    /// <summary>1–50 names of 1–200 characters.</summary>
    public IReadOnlyList<string>? Milestones { get; init; }

    /// <summary>add (default) or set.</summary>
    public string? Operation { get; init; }

    public MilestoneChange Read()
    {
        var errors = new InputErrors();
        string[] names = [.. Milestones ?? []];
        if (names.Length is 0 or > MilestoneChange.MaxMilestones || names.Any(n => string.IsNullOrWhiteSpace(n) || n.Length > MilestoneChange.MaxNameLength))
        {
            errors.Add("milestones", $"must be a list of 1 to {MilestoneChange.MaxMilestones} names of 1 to {MilestoneChange.MaxNameLength} characters each.");
        }

        var operation = Word.Read<MilestoneOperation>(Operation, "operation", errors) ?? MilestoneOperation.Add;
        errors.ThrowIfAny();
        return new([.. names], operation);
    }
}
