namespace Jobvite.Benchmarks.Load;

/// <summary>What came of a <see cref="LoadPlan"/>.</summary>
/// <param name="Answers">By status.</param>
/// <param name="Broken">Connections that ended without an answer.</param>
/// <param name="Seconds">From the first request to the last answer.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Longest">Milliseconds.</param>
/// <param name="WithoutRetryAfter">Answers 429 and 503 that did not say when to come back.</param>
internal sealed record LoadReport(Dictionary<int, long> Answers, long Broken, double Seconds, double P50, double P99, double Longest, long WithoutRetryAfter = 0)
{
    public double PerSecond(int status) => Answers.GetValueOrDefault(status) / Seconds;

    /// <summary>Answers that are neither this status nor asked to come back, and broken connections.</summary>
    public long Unexpected(int status) => Broken + Answers.Where(answer => answer.Key != status && answer.Key is not (429 or 503)).Sum(answer => answer.Value);
}
