using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>Checked settings, before Jobvite has been asked and before anything is saved.</summary>
internal sealed record ConfigurationDraft
{
    /// <summary>Field of the REST contract → what is wrong. Nothing else of the draft counts when there are any.</summary>
    public required IReadOnlyDictionary<string, string> Errors { get; init; }

    /// <summary>The connection as it would be, with the secrets that are stored already.</summary>
    public required CompanyConnection Connection { get; init; }

    /// <summary>Field → new plain value, or null to clear it. Fields that are missing stay as they are.</summary>
    public required IReadOnlyDictionary<string, string?> NewSecrets { get; init; }

    public string? OurPublicRsaKey { get; init; }

    /// <inheritdoc cref="ConfigureCompany.CheckOnly"/>
    public bool CheckOnly { get; init; }

    /// <summary>The pair was made for this draft, so that Jobvite cannot know it.</summary>
    public bool MadeKeyPair { get; init; }

    /// <summary>A secret as it would be: new, or else the stored one.</summary>
    public string? Secret(string field, Func<string, string?> stored) =>
        NewSecrets.TryGetValue(field, out var value) ? value : stored(field);
}
