using Jobvite.Grains.Interfaces;

namespace Jobvite.Silo.Import;

/// <summary>One row of the module's table, understood and opened.</summary>
internal sealed record SettingsRow
{
    public required int Line { get; init; }

    /// <summary>The number, as text; null when the row names none that can be used.</summary>
    public string? Tenant { get; init; }

    /// <summary>Null when the row names none that can be used.</summary>
    public string? Company { get; init; }

    /// <summary>Switched off in the module.</summary>
    public bool IsInactive { get; init; }

    /// <summary>What is wrong, without any value; empty when <see cref="Command"/> is set or the row is inactive.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What is to be imported.</summary>
    public ConfigureCompany? Command { get; init; }

    /// <summary>Names in <c>sync_config</c> that this service does not know.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}

/// <summary>Understands rows and opens their secrets.</summary>
internal sealed class RowReader(ModuleKeys keys)
{
    private static readonly string[] Encrypted = [Module.ApiSecret, Module.WebhookSigningKey, Module.OurPrivateRsaKey, Module.ServiceAccountPassword];

    /// <summary>The tenant: a number there, the claim <c>tenant_id</c> with the same digits here.</summary>
    public static string? TenantOf(SourceRow row) => row[Module.TenantId]?.Trim() is { Length: > 0 and <= 20 } text && text.All(char.IsAsciiDigit) ? text : null;

    public static string? CompanyOf(SourceRow row) => CompanyKey.TryCreate(row[Module.CompanyId]?.Trim(), out var key) ? key.CompanyId : null;

    public SettingsRow Read(SourceRow row)
    {
        var read = new SettingsRow { Line = row.Line, Tenant = TenantOf(row), Company = CompanyOf(row) };
        if (row.Problem is not null)
        {
            return read with { Problems = [row.Problem] };
        }

        var missing = Module.Columns.Where(column => !row.Fields.ContainsKey(column)).ToList();
        if (missing.Count > 0)
        {
            return read with { Problems = [$"the row lacks {string.Join(", ", missing)}; write null for what the table does not have"] };
        }

        if (Module.ReadFlag(row[Module.IsActive]) is not { } isActive)
        {
            return read with { Problems = ["is_active is neither true nor false"] };
        }

        return isActive ? Open(row, read) : read with { IsInactive = true };
    }

    private SettingsRow Open(SourceRow row, SettingsRow read)
    {
        var problems = Shapes(row, read).ToList();
        var environment = EnvironmentOf(row[Module.Environment]);
        if (environment is null && row[Module.Environment] is not null)
        {
            problems.Add("environment is neither stage nor prod");
        }

        var opened = Encrypted.Where(column => row[column] is not null).ToDictionary(column => column, column => keys.Open(row[column]!), StringComparer.Ordinal);
        problems.AddRange(DamageOf(opened));
        var config = SyncConfig.Of(row[Module.SyncConfig]);
        problems.AddRange(config.Problems);
        return problems.Count > 0 ? read with { Problems = problems } : read with
        {
            Ignored = config.Ignored,
            Command = new ConfigureCompany
            {
                CompanyId = read.Company,
                Environment = environment,
                ApiKey = row[Module.ApiKey],
                ApiSecret = Secret(Module.ApiSecret),
                WebhookSigningKey = Secret(Module.WebhookSigningKey),
                ServiceAccountUsername = row[Module.ServiceAccountUsername],
                ServiceAccountPassword = Secret(Module.ServiceAccountPassword),
                JobvitePublicRsaKey = row[Module.JobvitePublicRsaKey],
                OurPublicRsaKey = row[Module.OurPublicRsaKey],
                OurPrivateRsaKey = Secret(Module.OurPrivateRsaKey),
                SyncConfig = config.Patch,
            },
        };

        // An empty text that was encrypted is no secret.
        string? Secret(string column) => opened.TryGetValue(column, out var text) && text.Text is { Length: > 0 } secret ? secret : null;
    }

    private static IEnumerable<string> Shapes(SourceRow row, SettingsRow read)
    {
        foreach (var column in new[] { Module.TenantId, Module.CompanyId, Module.Environment, Module.ApiKey, Module.ApiSecret })
        {
            if (string.IsNullOrWhiteSpace(row[column]))
            {
                yield return $"{column} is empty";
            }
        }

        if (read.Tenant is null && row[Module.TenantId] is not null)
        {
            yield return "tenant_id is no whole number";
        }

        if (read.Company is null && row[Module.CompanyId] is not null)
        {
            yield return $"company_id is not 1 to {CompanyKey.MaxLength} letters, digits, '-' or '_'";
        }
    }

    /// <summary>A ciphertext that no key opens is damaged when its neighbours open; when none does, the keys are to blame.</summary>
    private static IEnumerable<string> DamageOf(Dictionary<string, OpenedText> opened)
    {
        var unopened = opened.Where(text => text.Value.Damage == "").Select(text => text.Key).ToList();
        if (unopened.Count > 0)
        {
            yield return opened.Values.Any(text => text.Text is not null)
                ? $"{string.Join(", ", unopened)} is damaged, or was encrypted with another key than the row's other secrets"
                : $"wrong key: neither {ModuleKeys.EncryptionKeyVariable} nor {ModuleKeys.TokenSecretVariable} opens {string.Join(", ", unopened)}";
        }

        foreach (var (column, text) in opened.Where(text => text.Value.Damage is { Length: > 0 }))
        {
            yield return $"{column} {text.Damage}";
        }
    }

    private static JobviteEnvironment? EnvironmentOf(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "stage" or "staging" => JobviteEnvironment.Stage,
        "prod" or "production" => JobviteEnvironment.Prod,
        _ => null,
    };
}
