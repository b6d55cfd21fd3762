namespace Jobvite.Benchmarks.Load;

/// <summary>What the load generator is to do: keep every connection busy with one request after another.</summary>
/// <param name="Port">On the loopback address.</param>
/// <param name="RequestsFile">See <see cref="RequestFile"/>; the requests are sent in turn, from the beginning when they run out.</param>
/// <param name="Connections">How many, each with one request under way.</param>
/// <param name="Seconds">How long; requests under way then are still counted.</param>
/// <param name="PerSecond">Requests a second of all connections together; null: as many as are answered.</param>
internal sealed record LoadPlan(int Port, string RequestsFile, int Connections, double Seconds, double? PerSecond = null);
