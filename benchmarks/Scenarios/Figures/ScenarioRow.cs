namespace Jobvite.Benchmarks.Figures;

/// <summary>A line of the table; what a scenario does not have is null.</summary>
/// <param name="Scenario">Of what.</param>
/// <param name="Ours">Of the service, with its unit.</param>
/// <param name="Baseline">Of the baseline in the same run, with its unit.</param>
/// <param name="Ratio">Ours over the baseline.</param>
/// <param name="Target">What the ratio or the figure should be.</param>
/// <param name="Met">Whether it is.</param>
internal sealed record ScenarioRow(string Scenario, string Ours, string? Baseline, double? Ratio, string Target, bool? Met)
{
    /// <summary>Milliseconds, of ours and of the baseline.</summary>
    public string? Latency { get; init; }

    /// <summary>Seconds of processor time of our processes, and of PostgreSQL's for them, during the measurement.</summary>
    public string? Cpu { get; init; }

    /// <summary>Processor time of one unit of work, ours over the baseline's, each with PostgreSQL's part: what <see cref="Gate.ReleaseGate"/> compares.</summary>
    public double? CpuRatio { get; init; }

    /// <summary>Bytes, resident at most.</summary>
    public string? Memory { get; init; }

    /// <summary>Requests to Jobvite.</summary>
    public string? Requests { get; init; }

    public string? Remark { get; init; }
}
