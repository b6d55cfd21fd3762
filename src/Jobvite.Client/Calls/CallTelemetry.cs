using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Jobvite.Client;

/// <summary>Counts and traces HTTP attempts by endpoint and outcome. No company, no id and no address is ever a tag.</summary>
internal sealed class CallTelemetry : IDisposable
{
    /// <summary>From an answer out of a cache to the longest timeout of an attempt.</summary>
    private static readonly double[] Seconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

    private readonly ActivitySource _source = new(JobviteClientServices.TelemetryName);
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _retries;

    public CallTelemetry(IMeterFactory factory)
    {
        var meter = factory.Create(JobviteClientServices.TelemetryName);
        _duration = meter.CreateHistogram(
            "jobvite.client.attempt.duration", "s", "Time of one HTTP attempt at Jobvite, body included.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
        _retries = meter.CreateCounter<long>("jobvite.client.retries", "{retry}", "Attempts made because an earlier one failed.");
    }

    /// <summary>A span for one attempt; null when nobody listens.</summary>
    public Activity? Start(JobviteEndpoint endpoint)
        => _source.StartActivity("jobvite attempt", ActivityKind.Client)?.SetTag("jobvite.endpoint", endpoint.ToString());

    public void Attempted(JobviteEndpoint endpoint, FailureKind? failure, TimeSpan duration, Activity? activity)
    {
        var outcome = failure?.ToString() ?? "Ok";
        _duration.Record(duration.TotalSeconds, new TagList { { "endpoint", endpoint.ToString() }, { "outcome", outcome } });
        activity?.SetTag("jobvite.outcome", outcome).SetStatus(failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
    }

    public void Retried(JobviteEndpoint endpoint) => _retries.Add(1, new TagList { { "endpoint", endpoint.ToString() } });

    public void Dispose() => _source.Dispose();
}
