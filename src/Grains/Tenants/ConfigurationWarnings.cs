using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;

namespace Jobvite.Grains.Tenants;

/// <summary>What a person should know about settings that are valid.</summary>
internal static class ConfigurationWarnings
{
    /// <summary>What is missing for everything that the settings switch on to work.</summary>
    public static IEnumerable<string> Of(CompanyState state)
    {
        if (!state.Secrets.ContainsKey(SecretField.WebhookSigningKey))
        {
            yield return "Webhooks are refused until webhookSigningKey is set.";
        }

        if (state.Settings.SyncOnboarding && state.JobvitePublicRsaKey is null)
        {
            yield return "Onboarding cannot be read until jobvitePublicRsaKey is set: ask Jobvite's support for it, and send them ourPublicRsaKey.";
        }
    }

    /// <summary>The warning of a saved configuration; null when there is nothing to say.</summary>
    public static string? Join(ConnectionTestResult test, CompanyState state)
    {
        var untried = test.NetworkError ? $"Saved, but the credentials could not be tested: {test.Error}" : test.Warning;
        var all = new[] { untried }.OfType<string>().Concat(Of(state)).ToList();
        return all.Count == 0 ? null : string.Join(' ', all);
    }
}
