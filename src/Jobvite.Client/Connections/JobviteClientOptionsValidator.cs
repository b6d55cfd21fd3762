using Microsoft.Extensions.Options;

namespace Jobvite.Client;

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
