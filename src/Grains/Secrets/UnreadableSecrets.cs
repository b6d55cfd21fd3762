namespace Jobvite.Grains.Secrets;

/// <summary>
/// Secrets that are stored, and that the keys at hand do not open: the key ring was lost or another one restored, or they were copied from another
/// company. They are not missing: nobody is told that nothing is set.
/// </summary>
internal static class UnreadableSecrets
{
    public const string WhatToDo =
        "Whoever runs this service can restore the key ring (table data_protection_keys) and the former JOBVITE_ENCRYPTION_KEY, or name that one in JOBVITE_ENCRYPTION_KEY_PREVIOUS. Otherwise enter the secrets again.";

    /// <summary>For whatever needs them to call Jobvite.</summary>
    public const string Refusal = "The stored credentials cannot be read with the keys that this service has, so Jobvite cannot be asked.";

    private static readonly (string Field, string Name)[] Names =
    [
        (SecretField.ApiKey, "API key"),
        (SecretField.ApiSecret, "API secret"),
        (SecretField.WebhookSigningKey, "webhook signing key"),
        (SecretField.ServiceAccountPassword, "service account's password"),
        (SecretField.PrivateRsaKey, "private RSA key"),
    ];

    /// <summary>The fields of <see cref="SecretField"/>; the former private key is missed by nobody.</summary>
    public static IReadOnlyList<string> Of(SecretProtector protector, string companyId, IReadOnlyDictionary<string, string> stored) =>
        [.. Names.Select(name => name.Field).Where(field => stored.TryGetValue(field, out var value) && !protector.Opens(companyId, field, value))];

    /// <summary>One sentence: which they are.</summary>
    public static string Cause(IReadOnlyList<string> fields)
    {
        var names = Names.Where(name => fields.Contains(name.Field)).Select(name => name.Name).ToList();
        var list = names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
        return $"The stored {list} cannot be read with the keys that this service has.";
    }
}
