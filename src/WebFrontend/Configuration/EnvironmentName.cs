using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>The names of Jobvite's two systems, as callers have always written them.</summary>
internal static class EnvironmentName
{
    public static string Of(JobviteEnvironment environment) => environment == JobviteEnvironment.Prod ? "Production" : "Stage";

    public static JobviteEnvironment? Read(string? text, InputErrors errors)
    {
        switch (text?.Trim().ToUpperInvariant())
        {
            case null:
                return null;
            case "STAGE" or "STAGING":
                return JobviteEnvironment.Stage;
            case "PRODUCTION" or "PROD":
                return JobviteEnvironment.Prod;
            default:
                errors.Add("environment", "must be Stage or Production.");
                return null;
        }
    }
}
