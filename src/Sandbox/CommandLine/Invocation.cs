using System.Collections.Immutable;

namespace Jobvite.Sandbox;

/// <summary>What the command line asked for.</summary>
internal sealed record Invocation
{
    public SandboxOptions Options { get; init; } = new() { Urls = "http://127.0.0.1:5090" };

    public ImmutableArray<SandboxFault> Faults { get; init; } = [];

    public bool ShowHelp { get; init; }
}
