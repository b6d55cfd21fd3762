namespace Jobvite.Sandbox;

/// <summary>One command-line switch; <c>Value</c> is null for those that take none.</summary>
internal sealed record Switch(string Name, string? Value, string Help, Func<Invocation, string, Invocation> Apply);
