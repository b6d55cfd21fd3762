using Microsoft.Extensions.Options;

namespace Jobvite.Client;

/// <summary>How patient, how persistent and how careful the client is. One set for all companies of the process.</summary>
public sealed class JobviteClientOptions
{
    /// <summary>Longest time one HTTP attempt may take, body included. 1 s to 10 min; default 30 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time one call may take over all attempts and the pauses between them, not counting the wait at the
    /// <see cref="IRequestGate"/>. At least <see cref="AttemptTimeout"/>; default 100 s.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Attempts after the first for reads that failed in a way that may pass. 0 to 10; default 2.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>Middle of the first pause before a retry; it doubles each time and is jittered. Default 1 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A <c>Retry-After</c> up to this long is waited out within the call; a longer one is reported. Default 10 s.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait assumed when Jobvite throttles without saying for how long. Default 60 s: the shortest window known.</summary>
    public TimeSpan DefaultThrottleWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest answer read, in bytes after decompression. Default 32 MiB.</summary>
    public int MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Allow <c>http://</c> base URLs beyond loopback. Keys and candidates would cross the network in the clear.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Share of failed attempts that opens a company's circuit, 0.01 to 1. Default 0.9.</summary>
    public double CircuitFailureRatio { get; set; } = 0.9;

    /// <summary>Fewest attempts within <see cref="CircuitSamplingDuration"/> before a circuit may open. At least 2; default 6.</summary>
    public int CircuitMinimumThroughput { get; set; } = 6;

    /// <summary>The window over which failures are counted. 0.5 s to 1 h; default 60 s.</summary>
    public TimeSpan CircuitSamplingDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an open circuit refuses calls before one is let through to try. 0.5 s to 1 h; default 30 s.</summary>
    public TimeSpan CircuitBreakDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most circuits remembered; the longest unused are forgotten first. Default 10,000.</summary>
    public int MaxCircuits { get; set; } = 10_000;

    /// <summary>
    /// Most simultaneous connections to one host, of all companies together: all call the same one. A company whose answers take as long
    /// as they may holds one for each kind's run and refresh, and no more than its budget grants within <see cref="AttemptTimeout"/>, so
    /// a small pool would let a few slow companies keep all others waiting with their leases running out. Default 1024.
    /// </summary>
    public int MaxConnectionsPerServer { get; set; } = 1024;
}

internal sealed class JobviteClientOptionsValidator : IValidateOptions<JobviteClientOptions>
{
    public ValidateOptionsResult Validate(string? name, JobviteClientOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();
        Between(problems, nameof(options.AttemptTimeout), options.AttemptTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Between(problems, nameof(options.TotalTimeout), options.TotalTimeout, options.AttemptTimeout, TimeSpan.FromHours(1));
        Between(problems, nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Between(problems, nameof(options.MaxRetryAfter), options.MaxRetryAfter, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Between(problems, nameof(options.DefaultThrottleWait), options.DefaultThrottleWait, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Between(problems, nameof(options.CircuitSamplingDuration), options.CircuitSamplingDuration, TimeSpan.FromSeconds(0.5), TimeSpan.FromHours(1));
        Between(problems, nameof(options.CircuitBreakDuration), options.CircuitBreakDuration, TimeSpan.FromSeconds(0.5), TimeSpan.FromHours(1));
        Between(problems, nameof(options.MaxRetries), options.MaxRetries, 0, 10);
        Between(problems, nameof(options.MaxResponseBytes), options.MaxResponseBytes, 1024, 1024 * 1024 * 1024);
        Between(problems, nameof(options.CircuitFailureRatio), options.CircuitFailureRatio, 0.01, 1.0);
        Between(problems, nameof(options.CircuitMinimumThroughput), options.CircuitMinimumThroughput, 2, 1_000_000);
        Between(problems, nameof(options.MaxCircuits), options.MaxCircuits, 1, 10_000_000);
        Between(problems, nameof(options.MaxConnectionsPerServer), options.MaxConnectionsPerServer, 1, 10_000);
        return problems.Build();
    }

    private static void Between<T>(ValidateOptionsResultBuilder problems, string setting, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            problems.AddError($"must be from {least} to {most}, but is {value}.", setting);
        }
    }
}
