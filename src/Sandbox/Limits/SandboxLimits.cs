namespace Jobvite.Sandbox;

/// <summary>
/// How many requests are answered before 429; null switches a limit off, and all are off by default.
/// One integration vendor documents 15 a minute, 850 an hour, 20,000 candidate and 500 requisition requests a day.
/// </summary>
public sealed record SandboxLimits
{
    /// <summary>Over the last 60 seconds, all endpoints together.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Over the last 60 minutes, all endpoints together.</summary>
    public int? RequestsPerHour { get; init; }

    /// <summary>Per day of the Pacific time zone, candidates and artifacts.</summary>
    public int? CandidateRequestsPerDay { get; init; }

    /// <summary>Per day of the Pacific time zone, jobs.</summary>
    public int? RequisitionRequestsPerDay { get; init; }

    /// <summary>Whether a 429 says how many seconds to wait.</summary>
    public bool SendRetryAfter { get; init; } = true;

    /// <summary>The limits that an integration vendor documents for one API key.</summary>
    public static SandboxLimits Documented => new()
    {
        RequestsPerMinute = 15,
        RequestsPerHour = 850,
        CandidateRequestsPerDay = 20_000,
        RequisitionRequestsPerDay = 500,
    };

    internal void Validate()
    {
        foreach (var (value, name) in new[]
        {
            (RequestsPerMinute, nameof(RequestsPerMinute)), (RequestsPerHour, nameof(RequestsPerHour)),
            (CandidateRequestsPerDay, nameof(CandidateRequestsPerDay)), (RequisitionRequestsPerDay, nameof(RequisitionRequestsPerDay)),
        })
        {
            SandboxOptions.InRange(value ?? 0, 0, 1_000_000, name);
        }
    }
}
