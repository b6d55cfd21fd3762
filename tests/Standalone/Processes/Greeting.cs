namespace Jobvite.Standalone.Tests.Processes;

/// <summary>What the program told its user.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="Token">The ready token.</param>
/// <param name="SandboxAdmin">The stand-in's admin API; null without a stand-in.</param>
internal sealed record Greeting(Uri Url, string Token, Uri? SandboxAdmin);
