namespace Jobvite.Benchmarks.Comparison;

/// <summary>One of two servers that are compared.</summary>
/// <param name="Port">On the loopback address.</param>
/// <param name="RequestsFile">What it is asked.</param>
/// <param name="Processes">Of the server.</param>
internal sealed record Side(int Port, string RequestsFile, IReadOnlyList<int> Processes);
