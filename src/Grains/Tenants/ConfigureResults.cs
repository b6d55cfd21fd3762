using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>Answers to an attempt to configure a company, other than success.</summary>
internal static class ConfigureResults
{
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

    public static ConfigureResult Deleting { get; } = new()
    {
        Outcome = ConfigureOutcome.Deleting,
        Error = "The records of this Jobvite company are being deleted, as was ordered; it can be connected again when that is done.",
        Troubleshooting = ["Try again in a minute."],
        RetryAfter = TimeSpan.FromMinutes(1),
    };

    public static ConfigureResult NotNow(ConnectionTestResult test, TimeSpan wait) => new()
    {
        Outcome = ConfigureOutcome.NotNow,
        Error = $"Nothing was saved: the credentials could not be tested. {test.Error}",
        Troubleshooting = test.Troubleshooting,
        RetryAfter = wait,
    };

    public static ConfigureResult Refused(ConnectionTestResult test) => new()
    {
        Outcome = ConfigureOutcome.Refused,
        Error = test.Error,
        Details = test.Details,
        Troubleshooting = test.Troubleshooting,
    };
}
