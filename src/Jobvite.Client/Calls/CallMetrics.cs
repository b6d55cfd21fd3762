using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Jobvite.Client;

/// <summary>Counts HTTP attempts by endpoint and outcome. No company and no id is ever a tag.</summary>
internal sealed class CallMetrics
{
    public const string MeterName = "Jobvite.Client";

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _retries;

    public CallMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _duration = meter.CreateHistogram<double>("jobvite.client.attempt.duration", "s", "Time of one HTTP attempt at Jobvite, body included.");
        _retries = meter.CreateCounter<long>("jobvite.client.retries", "{retry}", "Attempts made because an earlier one failed.");
    }

    public void Attempted(JobviteEndpoint endpoint, FailureKind? failure, TimeSpan duration)
        => _duration.Record(duration.TotalSeconds, new TagList { { "endpoint", endpoint.ToString() }, { "outcome", failure?.ToString() ?? "Ok" } });

    public void Retried(JobviteEndpoint endpoint) => _retries.Add(1, new TagList { { "endpoint", endpoint.ToString() } });
}
