using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What one sign-in to the console is to its front ends. The text form names nobody.</summary>
[GenerateSerializer, Alias("jv.ConsoleSession"), Immutable]
public sealed record ConsoleSession
{
    /// <summary>Told to its person; the cookie that carries it is protected, so knowing it opens nothing.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>When its person signed in.</summary>
    [Id(1)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ends in any case.</summary>
    [Id(2)]
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Until when its access token is good: it must be renewed before, or ends then.</summary>
    [Id(3)]
    public required DateTimeOffset GoodUntil { get; init; }

    /// <summary>Whether there is a refresh token to renew it with.</summary>
    [Id(4)]
    public bool CanRenew { get; init; }

    /// <summary>The network from which its person signed in, without the machine.</summary>
    [Id(5)]
    public required string Network { get; init; }

    /// <summary>The browser, such as "Firefox on Windows".</summary>
    [Id(6)]
    public required string Browser { get; init; }

    /// <summary>What the token says about the person.</summary>
    [Id(7)]
    public required ImmutableArray<SessionClaim> Claims { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"ConsoleSession {{ Id = {Id}, EndsAt = {EndsAt:O} }}";
}

/// <summary>One statement of a token. The text form does not show its value.</summary>
/// <param name="Type">The claim's name, as this service calls it.</param>
/// <param name="Value">Its value.</param>
[GenerateSerializer, Alias("jv.SessionClaim"), Immutable]
public sealed record SessionClaim(
    [property: Id(0)] string Type,
    [property: Id(1)] string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"SessionClaim {{ Type = {Type} }}";
}

/// <summary>What an authority gave for a session. The text form shows none of it.</summary>
/// <param name="GoodUntil">The end of the access token.</param>
/// <param name="Claims">What the access token says.</param>
/// <param name="RefreshToken">To get the next access token with; null when there is none.</param>
/// <param name="IdToken">To end the session at the authority with; null when there is none.</param>
[GenerateSerializer, Alias("jv.SessionTokens"), Immutable]
public sealed record SessionTokens(
    [property: Id(0)] DateTimeOffset GoodUntil,
    [property: Id(1)] ImmutableArray<SessionClaim> Claims,
    [property: Id(2)] string? RefreshToken,
    [property: Id(3)] string? IdToken)
{
    /// <inheritdoc/>
    public override string ToString() => $"SessionTokens {{ GoodUntil = {GoodUntil:O} }}";
}

/// <summary>A session that was ended. The text form does not show the token.</summary>
/// <param name="IdToken">To end the session at the authority with; null when it did not begin there.</param>
[GenerateSerializer, Alias("jv.EndedSession"), Immutable]
public sealed record EndedSession([property: Id(0)] string? IdToken)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(EndedSession);
}

/// <summary>Where a session is kept.</summary>
/// <param name="PersonKey">The key of the person's <see cref="IPersonSessionsGrain"/>.</param>
/// <param name="Id">The session.</param>
/// <param name="EndsAt">When it is over in any case.</param>
[GenerateSerializer, Alias("jv.SessionAddress"), Immutable]
public sealed record SessionAddress(
    [property: Id(0)] string PersonKey,
    [property: Id(1)] Guid Id,
    [property: Id(2)] DateTimeOffset EndsAt);
