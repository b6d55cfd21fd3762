using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;

namespace Jobvite.Grains.Tenants;

/// <summary>What makes a company's settings valid. Pure: neither Jobvite nor the database is asked.</summary>
internal static class ConfigurationRules
{
    private const int LongestSecret = 1024;

    /// <summary>Checks a command against what is stored; <paramref name="stored"/> is null when the company is not connected yet.</summary>
    /// <param name="command">What is to change.</param>
    /// <param name="stored">What is stored.</param>
    /// <param name="mostDeletedRecordsDays">The operator's bound.</param>
    public static ConfigurationDraft Check(ConfigureCompany command, CompanyState? stored, int mostDeletedRecordsDays = 3650)
    {
        var errors = new Dictionary<string, string>();
        var secrets = new Dictionary<string, string?>();
        var before = (stored ?? new CompanyState()).ToConnection(command.CompanyId!);

        if (command.Environment is null && stored is null)
        {
            errors["environment"] = "is required the first time: Stage or Production.";
        }

        Required("apiKey", SecretField.ApiKey, command.ApiKey);
        Required("apiSecret", SecretField.ApiSecret, command.ApiSecret);
        Optional("webhookSigningKey", SecretField.WebhookSigningKey, command.WebhookSigningKey);
        Optional("serviceAccountPassword", SecretField.ServiceAccountPassword, command.ServiceAccountPassword);
        if (command.ServiceAccountUsername is { } name && FindTextProblem(name) is { } problem)
        {
            errors["serviceAccountUsername"] = problem;
        }

        var username = Changed(command.ServiceAccountUsername, before.ServiceAccountUsername);
        var hasPassword = secrets.TryGetValue(SecretField.ServiceAccountPassword, out var password)
            ? password is not null
            : before.ProtectedSecrets.ContainsKey(SecretField.ServiceAccountPassword);
        if (username is null == hasPassword)
        {
            errors["serviceAccountUsername"] = "must be sent together with serviceAccountPassword. To clear both, send empty strings.";
        }

        var settings = SyncSettingsRules.Apply(command.SyncConfig, before.Settings, errors, mostDeletedRecordsDays);
        var keys = RsaKeyRules.Apply(command, stored, settings.SyncOnboarding, secrets, errors);
        return new ConfigurationDraft
        {
            Errors = errors,
            NewSecrets = secrets,
            OurPublicRsaKey = keys.OurPublic,
            MadeKeyPair = keys.Made,
            CheckOnly = command.CheckOnly,
            Connection = before with
            {
                Environment = command.Environment ?? before.Environment,
                AuthScheme = command.AuthScheme ?? before.AuthScheme,
                ServiceAccountUsername = username,
                JobvitePublicRsaKey = keys.JobvitePublic,
                PluralOnboardingPaths = command.PluralOnboardingPaths ?? before.PluralOnboardingPaths,
                Settings = settings,
            },
        };

        void Required(string field, string secret, string? value)
        {
            if (value is null && stored is not null)
            {
                return;
            }

            if (string.IsNullOrWhiteSpace(value))
            {
                errors[field] = "is required. Copy it from Jobvite without changes.";
                return;
            }

            Optional(field, secret, value);
        }

        void Optional(string field, string secret, string? value)
        {
            if (value is null)
            {
                return;
            }

            // Spaces and line ends around a pasted key are never part of it.
            var text = value.Trim();
            if (text.Length == 0 && value.Length > 0)
            {
                errors[field] = "contains only white space. Leave it out to keep the stored value, or send an empty string to clear it.";
            }
            else if (FindTextProblem(text) is { } wrong)
            {
                errors[field] = wrong;
            }
            else
            {
                secrets[secret] = text.Length == 0 ? null : text;
            }
        }
    }

    /// <summary>
    /// Whether Jobvite is to be asked: always at first, later only when something changed that Jobvite would answer differently to. A change
    /// of intervals or filters costs no request.
    /// </summary>
    public static bool NeedsTest(ConfigurationDraft draft, CompanyState stored)
    {
        if (!stored.Connected)
        {
            return true;
        }

        var before = stored.ToConnection(draft.Connection.CompanyId);
        var after = draft.Connection;
        return draft.NewSecrets.Keys.Any(field => field != SecretField.WebhookSigningKey)
            || (before.Environment, before.AuthScheme, before.ServiceAccountUsername, before.JobvitePublicRsaKey, before.PluralOnboardingPaths)
                != (after.Environment, after.AuthScheme, after.ServiceAccountUsername, after.JobvitePublicRsaKey, after.PluralOnboardingPaths)
            || (after.Settings.SyncJobs && !before.Settings.SyncJobs)
            || (after.Settings.SyncCandidates && !before.Settings.SyncCandidates)
            || (after.Settings.SyncOnboarding && !before.Settings.SyncOnboarding);
    }

    /// <summary>Null keeps, an empty string clears.</summary>
    public static string? Changed(string? given, string? stored) => given switch
    {
        null => stored,
        "" => null,
        _ => given.Trim(),
    };

    private static string? FindTextProblem(string text) => text switch
    {
        { Length: > LongestSecret } => $"must be at most {LongestSecret} characters long.",
        _ when text.Any(char.IsControl) => "must not contain control characters such as line breaks.",
        _ => null,
    };
}
