using System.ComponentModel.DataAnnotations;

namespace Jobvite.Grains.Webhooks;

/// <summary>How webhooks are taken and retried, and when they fail permanently.</summary>
internal sealed class WebhookOptions : IValidatableObject
{
    public const string Section = "Jobvite:Webhooks";

    /// <summary>Attempts to apply an event before it is dead.</summary>
    [Range(1, 100, ErrorMessage = "Set Jobvite__Webhooks__MaxAttempts to a whole number from 1 to 100 (default 10).")]
    public int MaxAttempts { get; set; } = 10;

    /// <summary>The wait after the first failed attempt; it doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "Set Jobvite__Webhooks__FirstRetry to a time from 00:00:01 to 01:00:00 (default 00:00:10).")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait between two attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Set Jobvite__Webhooks__MaxRetry to a time from 00:00:01 to 1.00:00:00 (default 01:00:00).")]
    public TimeSpan MaxRetry { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Events of a silo that may wait to be stored; beyond, senders are told to come back.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Set Jobvite__Webhooks__QueuedEvents to a whole number from 1 to 1000000 (default 10000).")]
    public int QueuedEvents { get; set; } = 10_000;

    /// <summary>Mebibytes of bodies that may wait in a silo.</summary>
    [Range(1, 4096, ErrorMessage = "Set Jobvite__Webhooks__QueuedMebibytes to a whole number from 1 to 4096 (default 64).")]
    public int QueuedMebibytes { get; set; } = 64;

    /// <summary>Events that one statement stores at most.</summary>
    [Range(1, 5000, ErrorMessage = "Set Jobvite__Webhooks__BatchSize to a whole number from 1 to 5000 (default 500).")]
    public int BatchSize { get; set; } = 500;

    /// <summary>Refused webhooks that are logged per company and minute; the others are only counted.</summary>
    [Range(0, 10_000, ErrorMessage = "Set Jobvite__Webhooks__RejectedPerMinute to a whole number from 0 to 10000 (default 10).")]
    public int RejectedPerMinute { get; set; } = 10;

    /// <summary>How often a silo looks for due events and for runs that nobody executes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00", ErrorMessage = "Set Jobvite__Webhooks__SweepInterval to a time from 00:00:00.1 to 00:10:00 (default 00:00:05).")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A run whose holder has been silent for this long is handed on.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00", ErrorMessage = "Set Jobvite__Webhooks__UnattendedAfter to a time from 00:00:05 to 01:00:00 (default 00:00:30).")]
    public TimeSpan UnattendedAfter { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FirstRetry > MaxRetry)
        {
            yield return new ValidationResult(
                $"Set Jobvite__Webhooks__MaxRetry to at least Jobvite__Webhooks__FirstRetry, which is {FirstRetry}.", [nameof(MaxRetry)]);
        }
    }
}
