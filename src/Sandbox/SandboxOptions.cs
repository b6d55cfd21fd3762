using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>
/// Sizes, credentials and habits of one company and of the sandbox that plays it. Equal sizes and seed give equal records, in every process and on every machine.
/// </summary>
public sealed record SandboxOptions
{
    /// <summary>Number of requisitions, 0 to 100,000.</summary>
    public int Jobs { get; init; } = 200;

    /// <summary>Number of people, 0 to 1,000,000. The candidate list is longer: see <see cref="SecondApplicationShare"/>.</summary>
    public int Candidates { get; init; } = 2000;

    /// <summary>Number of onboarding processes, 0 to 100,000, each with 3 to 6 tasks.</summary>
    public int Processes { get; init; } = 50;

    /// <summary>What every generated value is derived from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Share of the people, 0 to 1, who applied twice and therefore stand in the candidate list twice.</summary>
    public double SecondApplicationShare { get; init; } = 0.1;

    /// <summary>Share of the people, 0 to 1, with a document: an inline resume for some, artifacts to be fetched for others.</summary>
    public double DocumentShare { get; init; } = 0.2;

    /// <summary>No generated record was changed later than this; changes made while the sandbox runs carry the clock's time.</summary>
    public DateTimeOffset DataUpTo { get; init; } = new(2025, 6, 30, 0, 0, 0, TimeSpan.Zero);

    public string CompanyId { get; init; } = "sandbox";

    /// <summary>
    /// How many companies the sandbox plays from the start, 1 to 20,000. The nth after the first is called <c>sandbox-n</c> (after
    /// <see cref="CompanyId"/>) and is like the first but for its credentials, which are derived, and its seed, which is n - 1 higher.
    /// </summary>
    public int Companies { get; init; } = 1;

    /// <summary>Null (as for the five below): derived from <see cref="Seed"/> and <see cref="CompanyId"/>, so that a restart keeps it.</summary>
    public string? ApiKey { get; init; }

    public string? ApiSecret { get; init; }

    public string? WebhookSigningKey { get; init; }

    public string? ServiceAccountUsername { get; init; }

    public string? ServiceAccountPassword { get; init; }

    /// <summary>Jobvite's own RSA key (PEM, PKCS#1 or PKCS#8, at least 2048 bits), which opens onboarding requests. Null: a new one at every start.</summary>
    public string? RsaPrivateKeyPem { get; init; }

    /// <summary>The tenant's RSA public key (PEM), which onboarding answers are wrapped for. Null: none until one is registered.</summary>
    public string? TenantPublicKeyPem { get; init; }

    /// <summary>The number of the first record of a list, 0 or 1. Short for the quirk of the same name.</summary>
    public int StartBase
    {
        get => Quirks.StartBase;
        init => Quirks = Quirks with { StartBase = value };
    }

    /// <summary>How long each API request waits before it is looked at.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Where to listen; plain HTTP only. Port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:0";

    public SandboxLimits Limits { get; init; } = new();

    public SandboxQuirks Quirks { get; init; } = new();

    public SandboxPermissions Permissions { get; init; } = new();

    public WebhookTargets WebhookTargets { get; init; } = new(null, null, null);

    /// <summary>How many records change by themselves every minute, 0 (none) to 6,000.</summary>
    public double ChangesPerMinute { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Null: the sandbox logs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Only what may stand in a log.</summary>
    public override string ToString() =>
        $"sandbox '{CompanyId}': {Jobs} jobs, {Candidates} candidates, {Processes} processes, seed {Seed}";

    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    internal void Validate()
    {
        InRange(Jobs, 0, 100_000, nameof(Jobs));
        InRange(Candidates, 0, 1_000_000, nameof(Candidates));
        InRange(Processes, 0, 100_000, nameof(Processes));
        InRange(Companies, 1, 20_000, nameof(Companies));
        InRange(SecondApplicationShare, 0, 1, nameof(SecondApplicationShare));
        InRange(DocumentShare, 0, 1, nameof(DocumentShare));
        InRange(ChangesPerMinute, 0, 6000, nameof(ChangesPerMinute));
        InRange(Latency.TotalSeconds, 0, 3600, nameof(Latency));
        ArgumentException.ThrowIfNullOrWhiteSpace(CompanyId);
        Quirks.Validate();
        Limits.Validate();
    }

    /// <summary>The options of the nth company; 1 is the first.</summary>
    internal SandboxOptions Company(int number) => this with
    {
        CompanyId = string.Create(CultureInfo.InvariantCulture, $"{CompanyId}-{number}"),
        Seed = unchecked(Seed + number - 1),
        ApiKey = null,
        ApiSecret = null,
        WebhookSigningKey = null,
        ServiceAccountUsername = null,
        ServiceAccountPassword = null,
    };

    internal static void InRange(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentException($"{name} is {value}; it must be from {least} to {most}.");
        }
    }
}
