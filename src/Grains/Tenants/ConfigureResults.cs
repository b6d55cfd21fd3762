using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>Answers to an attempt to configure a company, other than success.</summary>
internal static class ConfigureResults
{
    /// <summary>Whoever wants to claim a company while Jobvite cannot be reached is told to come back after so long.</summary>
    private static readonly TimeSpan JobvitePause = TimeSpan.FromSeconds(30);

    public static ConfigureResult Invalid(string field, string problem) => Invalid(new Dictionary<string, string> { [field] = problem });

    public static ConfigureResult Invalid(IReadOnlyDictionary<string, string> errors) => new()
    {
        Outcome = ConfigureOutcome.Invalid,
        Error = "Nothing was saved: some settings are not valid.",
        FieldErrors = errors.ToImmutableDictionary(),
    };

    public static ConfigureResult OtherCompany(string own) => new()
    {
        Outcome = ConfigureOutcome.OtherCompanyConnected,
        Error = $"This tenant is already connected to the Jobvite company {own}.",
        Details = "A tenant has one company at a time. A disconnected company whose records are kept counts.",
        Troubleshooting = [$"To connect another company, disconnect {own} with deleteData: true first."],
    };

    public static ConfigureResult Taken { get; } = new()
    {
        Outcome = ConfigureOutcome.CompanyTaken,
        Error = "This Jobvite company is connected to another tenant.",
        Troubleshooting = ["Check the company id.", "If the company is yours, disconnect it (with deleteData: true) in the other tenant first."],
    };

    public static ConfigureResult ChangedMeanwhile { get; } = new()
    {
        Outcome = ConfigureOutcome.ChangedMeanwhile,
        Error = "Somebody else has changed the settings meanwhile, and nothing was saved.",
        Troubleshooting = ["Look at what has changed, then save again."],
    };

    public static ConfigureResult Deleting { get; } = new()
    {
        Outcome = ConfigureOutcome.Deleting,
        Error = "The records of this Jobvite company are being deleted, as was ordered; it can be connected again when that is done.",
        Troubleshooting = ["Try again in a minute."],
        RetryAfter = TimeSpan.FromMinutes(1),
    };

    /// <summary>The answer when nothing may be saved after a test; null when it may.</summary>
    /// <param name="test">What Jobvite said.</param>
    /// <param name="isOwn">
    /// The company is the caller's already: then untried settings are saved while Jobvite cannot be reached. A company is never claimed with
    /// credentials that Jobvite has not accepted.
    /// </param>
    public static ConfigureResult? Unless(ConnectionTestResult test, bool isOwn) => test switch
    {
        { Success: true } => null,
        { BudgetFreeAfter: { } wait } => NotNow(test, wait),
        { NetworkError: false } => Refused(test),
        _ => isOwn ? null : NotNow(test, JobvitePause),
    };

    private static ConfigureResult NotNow(ConnectionTestResult test, TimeSpan wait) => new()
    {
        Outcome = ConfigureOutcome.NotNow,
        Error = $"Nothing was saved: the credentials could not be tested. {test.Error}",
        Troubleshooting = test.Troubleshooting,
        RetryAfter = wait,
    };

    private static ConfigureResult Refused(ConnectionTestResult test) => new()
    {
        Outcome = ConfigureOutcome.Refused,
        Error = test.Error,
        Details = test.Details,
        Troubleshooting = test.Troubleshooting,
    };
}
