using System.Text.Encodings.Web;
using System.Text.Json;
using Jobvite.Grains.Secrets;

namespace Jobvite.Grains.Tenants;

/// <summary>What a change of settings changed, for the audit trail: from and to, of secrets only that they changed.</summary>
internal static class SettingsDifference
{
    private const int LongestValue = 300;

    private static readonly JsonSerializerOptions Readable = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Those that are missing are this service's own and change with others.
    private static readonly (string Field, string Name)[] Secrets =
    [
        (SecretField.ApiKey, "apiKey"),
        (SecretField.ApiSecret, "apiSecret"),
        (SecretField.WebhookSigningKey, "webhookSigningKey"),
        (SecretField.ServiceAccountPassword, "serviceAccountPassword"),
        (SecretField.PrivateRsaKey, "ourPrivateRsaKey"),
    ];

    /// <summary>A line for each field that differs, in the words of the REST contract.</summary>
    public static string Describe(CompanyState before, CompanyState after)
    {
        List<string> lines = [];
        Compare(lines, "connected", before.Connected ? "true" : "false", after.Connected ? "true" : "false");
        Compare(lines, "environment", before.Connected ? before.Environment : null, after.Environment);
        Compare(lines, "authScheme", before.Connected ? before.AuthScheme : null, after.AuthScheme);
        Compare(lines, "serviceAccountUsername", before.ServiceAccountUsername, after.ServiceAccountUsername);
        foreach (var (field, name) in Secrets)
        {
            // Each protection of a value has other bytes: what differs was given anew, be it with the same value.
            Told(lines, name, before.Secrets.GetValueOrDefault(field), after.Secrets.GetValueOrDefault(field));
        }

        Told(lines, "jobvitePublicRsaKey", before.JobvitePublicRsaKey, after.JobvitePublicRsaKey);
        Told(lines, "ourPublicRsaKey", before.OurPublicRsaKey, after.OurPublicRsaKey);
        var (former, present) = (Fields(before.Settings), Fields(after.Settings));
        foreach (var name in former.Keys.Union(present.Keys, StringComparer.Ordinal))
        {
            Compare(lines, $"syncConfig.{name}", former.GetValueOrDefault(name), present.GetValueOrDefault(name));
        }

        return lines.Count == 0 ? "nothing differs from what was stored" : string.Join('\n', lines);
    }

    /// <summary>Whatever settings there are: one that is added is told of without a word here.</summary>
    private static Dictionary<string, string> Fields(StoredSyncSettings settings) => JsonSerializer.SerializeToElement(settings, Readable)
        .EnumerateObject()
        .ToDictionary(field => field.Name, field => field.Value.ValueKind is JsonValueKind.String ? field.Value.GetString()! : JsonSerializer.Serialize(field.Value, Readable));

    private static void Compare(List<string> lines, string name, string? before, string? after)
    {
        if (before != after)
        {
            lines.Add($"{name}: {Shown(before)} → {Shown(after)}");
        }
    }

    private static void Told(List<string> lines, string name, string? before, string? after)
    {
        if (before != after)
        {
            lines.Add($"{name}: {(after is null ? "removed" : "changed")}");
        }
    }

    private static string Shown(string? value) => value switch
    {
        null or "null" => "none",
        { Length: > LongestValue } => value[..LongestValue] + "…",
        _ => value.ReplaceLineEndings(" "),
    };
}
