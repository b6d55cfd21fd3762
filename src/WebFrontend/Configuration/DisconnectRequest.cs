namespace Jobvite.WebFrontend;

/// <summary>How to disconnect.</summary>
internal sealed record DisconnectRequest : IJsonRequest
{
    /// <inheritdoc/>
    public static bool MayBeEmpty => true;

    /// <summary>Delete every stored record as well.</summary>
    public bool DeleteData { get; init; }
}
