using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Jobvite.Client;

/// <summary>Counts and traces HTTP attempts by endpoint and outcome. No company, no id and no address is ever a tag.</summary>
internal sealed class CallTelemetry : IDisposable
{
    private readonly ActivitySource _source = new(JobviteClientServices.TelemetryName);
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _retries;

    public CallTelemetry(IMeterFactory factory)
    {
        var meter = factory.Create(JobviteClientServices.TelemetryName);
        _duration = meter.CreateHistogram<double>("jobvite.client.attempt.duration", "s", "Time of one HTTP attempt at Jobvite, body included.");
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
