using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// The keys that protect the cookies of the console, so that a person who signed in at one front end is known to all; keyed by
/// <see cref="Key"/>. They have nothing to do with the keys that protect customers' secrets, which never leave the silos.
/// </summary>
[Alias("jv.IFrontKeyRingGrain")]
public interface IFrontKeyRingGrain : IGrainWithStringKey
{
    /// <summary>There is one ring in a cluster.</summary>
    const string Key = "front-keys";

    /// <summary>The ring as it stands.</summary>
    [Alias("GetKeys")]
    Task<FrontKeys> GetKeys();

    /// <summary>Adds a key, unless somebody else changed the ring since the caller read it.</summary>
    /// <param name="element">The key as Data Protection writes it (XML), at most 16 KiB.</param>
    /// <param name="knownVersion">The version that the caller read.</param>
    /// <returns>The ring as it stands now, with the key or with somebody else's.</returns>
    [Alias("AddKey")]
    Task<FrontKeys> AddKey(string element, int knownVersion);
}

/// <summary>The front ends' keys. The text form shows none of them.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Elements">The keys as Data Protection writes them (XML).</param>
[GenerateSerializer, Alias("jv.FrontKeys"), Immutable]
public sealed record FrontKeys(
    [property: Id(0)] int Version,
    [property: Id(1)] ImmutableArray<string> Elements)
{
    /// <summary>How many there are.</summary>
    public override string ToString() => $"FrontKeys {{ Version = {Version}, Count = {Elements.Length} }}";
}
