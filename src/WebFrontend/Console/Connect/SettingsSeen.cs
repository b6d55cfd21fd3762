using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Connect;

/// <summary>
/// What somebody saw of the settings when the form was opened. It travels in the form as digests, so that a save over somebody else's change can say
/// what has changed meanwhile. The version decides; the digests only name the fields.
/// </summary>
internal static class SettingsSeen
{
    public const string VersionField = "seen.version";
    public const string FieldsField = "seen.fields";

    /// <summary>A version that no settings have: a form that does not say what was seen saves over nothing.</summary>
    public const int Nothing = -1;

    /// <summary>For the form: each field with a digest of its value.</summary>
    public static string Fields(CompanyConfiguration? settings) => string.Join(' ', Shown(settings).Select(field => $"{field.Name}:{Digest(field.Value)}"));

    /// <summary>What is different now, a sentence a field.</summary>
    /// <param name="seen">What <see cref="Fields"/> said when the form was opened.</param>
    /// <param name="now">The settings as they are.</param>
    public static IReadOnlyList<string> Changes(string? seen, CompanyConfiguration? now)
    {
        if (now is null)
        {
            return ["Jobvite was disconnected."];
        }

        var before = (seen ?? "").Split(' ').ToHashSet(StringComparer.Ordinal);
        List<string> changes = [.. Shown(now).Where(field => !before.Contains($"{field.Name}:{Digest(field.Value)}")).Select(Say)];
        return changes.Count > 0 ? changes : ["A stored secret was replaced."];
    }

    private static string Say((string Name, string Value, bool IsLong) field) =>
        field.IsLong ? $"{FieldLabels.Of(field.Name)} was changed." : $"{FieldLabels.Of(field.Name)} is now {(field.Value.Length == 0 ? "empty" : field.Value)}.";

    private static IEnumerable<(string Name, string Value, bool IsLong)> Shown(CompanyConfiguration? settings)
    {
        if (settings is null)
        {
            return [];
        }

        var sync = settings.SyncConfig;
        return
        [
            ("environment", EnvironmentName.Of(settings.Environment), false),
            ("authScheme", EnumText.Of(settings.AuthScheme), false),
            ("apiKey", settings.MaskedApiKey, false),
            ("webhookSigningKey", settings.HasWebhookSigningKey ? "stored" : "", false),
            ("serviceAccountUsername", settings.HasServiceAccount ? "stored" : "", false),
            ("jobvitePublicRsaKey", settings.JobvitePublicRsaKey ?? "", true),
            ("ourPublicRsaKey", settings.OurPublicRsaKey ?? "", true),
            ("pluralOnboardingPaths", OnOrOff(settings.PluralOnboardingPaths), false),
            ("syncConfig.syncJobs", OnOrOff(sync.SyncJobs), false),
            ("syncConfig.syncCandidates", OnOrOff(sync.SyncCandidates), false),
            ("syncConfig.syncDocuments", OnOrOff(sync.SyncDocuments), false),
            ("syncConfig.syncOnboarding", OnOrOff(sync.SyncOnboarding), false),
            ("syncConfig.syncTasks", OnOrOff(sync.SyncTasks), false),
            ("syncConfig.storeEeoData", OnOrOff(sync.StoreEeoData), false),
            ("syncConfig.intervalMinutes", $"{sync.IntervalMinutes}", false),
            ("syncConfig.fullSyncHours", $"{sync.FullSyncHours}", false),
            ("syncConfig.candidateSyncLimit", $"{sync.CandidateSyncLimit}", false),
            ("syncConfig.deletedRecordsDays", $"{sync.DeletedRecordsDays}", false),
            (ExcludedGroups.Field, string.Join(", ", sync.ExcludedFields), false),
            ("syncConfig.jobFilters", SyncFilters.ShowLines(sync.JobFilters, sync.RepeatedJobFilters), true),
            ("syncConfig.candidateFilters", SyncFilters.ShowLines(sync.CandidateFilters, sync.RepeatedCandidateFilters), true),
            ("syncConfig.onboardingFilters", JsonSerializer.Serialize(SyncFilters.Show(sync.OnboardingFilters)), true),
        ];
    }

    private static string OnOrOff(bool on) => on ? "on" : "off";

    private static string Digest(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)).AsSpan(0, 4));
}
