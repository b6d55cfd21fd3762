using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which runs are listed.</summary>
internal readonly record struct RunQuery
{
    /// <summary>jobs, candidates or onboarding.</summary>
    public string? Kind { get; init; }

    /// <summary>queued, running, success, partial, failed or cancelled.</summary>
    public string? Status { get; init; }

    public RunFilter Read(InputErrors errors) => new(
        EnumInput.Read<SyncKind>(QueryText.Text(Kind, "kind", errors), "kind", errors),
        EnumInput.Read<RunStatus>(QueryText.Text(Status, "status", errors), "status", errors));
}

/// <summary>One run of each kind; null where the settings switch the kind off.</summary>
/// <param name="Jobs">The run of jobs.</param>
/// <param name="Candidates">The run of candidates.</param>
/// <param name="Onboarding">The run of onboarding.</param>
public sealed record RunIds(Guid? Jobs, Guid? Candidates, Guid? Onboarding);
