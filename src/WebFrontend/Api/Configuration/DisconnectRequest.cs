namespace Jobvite.WebFrontend;

/// <summary>How to disconnect.</summary>
internal sealed record DisconnectRequest : IJsonRequest
{
    /// <inheritdoc/>
    public static bool MayBeEmpty => true;

    /// <summary>Delete every stored record as well.</summary>
    public bool DeleteData { get; init; }
}

/// <summary>The company is disconnected.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="DataDeleted">The stored records are gone too; false as well while they are still being deleted.</param>
public sealed record DisconnectAnswer(bool Success, string Message, bool DataDeleted);

/// <summary>A new RSA pair is in use.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="OurPublicRsaKey">PEM; for Jobvite's support.</param>
public sealed record RotateKeysAnswer(bool Success, string Message, string OurPublicRsaKey);
