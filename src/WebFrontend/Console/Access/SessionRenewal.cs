using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// A session that began at the authority does not end with its access token: the refresh token gets the next one, for as long as the authority
/// allows it. What the new token says replaces what the old one said.
/// </summary>
internal sealed partial class SessionRenewal(TokenIssuers issuers, TimeProvider time, ILogger<SessionRenewal> logger)
{
    private const int MostLooks = 20;

    /// <summary>So long a session goes on without a token while the authority cannot be asked.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _failed = new();

    public bool IsDue(ConsoleSession session) =>
        session.CanRenew && AuthorityOf(session) is not null && time.GetUtcNow() is var now && session.GoodUntil - now < Ahead && session.EndsAt > now
        && !(_failed.TryGetValue(session.Id, out var at) && now - at < TryAgain);

    /// <summary>Renews a session, unless somebody else does it just now.</summary>
    /// <returns>The session as it is now; null when the authority does not let it go on.</returns>
    public async Task<ConsoleSession?> Renew(HttpContext http, IPersonSessionsGrain person, ConsoleSession session)
    {
        if (await person.TakeRenewal(session.Id) is not { } refreshToken)
        {
            return session.GoodUntil > time.GetUtcNow() ? session : await WaitForOther(person, session, http.RequestAborted);
        }

        OpenIdConnectMessage answer;
        bool refused;
        try
        {
            (answer, refused) = await Ask(AuthorityOf(session)!, refreshToken, http.RequestAborted);
        }
        catch (Exception exception) when (exception is AuthorityUnreachableException or HttpRequestException or TaskCanceledException or ArgumentException or JsonException)
        {
            LogNotRenewed(exception.GetType().Name);
            return Later(session);
        }

        if (refused)
        {
            await person.End(session.Id);
            return null;
        }

        if (answer.AccessToken is not { Length: > 0 } token)
        {
            LogNotRenewed(answer.Error ?? "no access token");
            return Later(session);
        }

        var (user, expires, refusal) = await PastedToken.Check(http, token);
        if (user is null || refusal is not null || !IsSamePerson(user, session))
        {
            LogRefused(refusal ?? "The token is for somebody else.");
            await person.End(session.Id);
            return null;
        }

        _failed.TryRemove(session.Id, out _);
        return await person.Renew(session.Id, new(expires, ClaimsOf(user), answer.RefreshToken, answer.IdToken));
    }

    /// <summary>What a session keeps of a token.</summary>
    public static ImmutableArray<SessionClaim> ClaimsOf(ClaimsPrincipal user) => [.. user.Claims.Select(claim => new SessionClaim(claim.Type, claim.Value))];

    private static bool IsSamePerson(ClaimsPrincipal user, ConsoleSession session) => ((string[])["sub", TenantAccess.TenantClaim, TokenClaims.IssuerClaim]).All(type =>
        user.FindFirst(type)?.Value == session.Claims.FirstOrDefault(claim => claim.Type == type)?.Value);

    /// <summary>Pages and their scripts ask at the same moment; the others wait for what the first one gets.</summary>
    private async Task<ConsoleSession?> WaitForOther(IPersonSessionsGrain person, ConsoleSession session, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            await Task.Delay(BetweenLooks, time, cancellationToken);
            var found = await person.Find(session.Id);
            if (found is null || found.GoodUntil > session.GoodUntil)
            {
                return found;
            }
        }

        return session;
    }

    private ConsoleSession Later(ConsoleSession session)
    {
        if (_failed.Count >= 10_000)
        {
            _failed.Clear();
        }

        _failed[session.Id] = time.GetUtcNow();
        return session;
    }

    /// <summary>The authority at which a session began; null when that one is not set any more.</summary>
    private TokenIssuer? AuthorityOf(ConsoleSession session) =>
        issuers.Find(session.Claims.FirstOrDefault(claim => claim.Type == TokenClaims.IssuerClaim)?.Value) is { Keys: not null, Settings.ClientId.Length: > 0 } found ? found : null;

    private static async Task<(OpenIdConnectMessage Answer, bool Refused)> Ask(TokenIssuer authority, string refreshToken, CancellationToken cancellationToken)
    {
        var (keys, settings) = (authority.Keys!, authority.Settings);
        var endpoint = (await keys.GetConfigurationAsync(cancellationToken)).TokenEndpoint;
        var fields = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken, ["client_id"] = settings.ClientId! };
        if (settings.ClientSecret is { Length: > 0 } secret)
        {
            fields["client_secret"] = secret;
        }

        using var content = new FormUrlEncodedContent(fields);
        // Not the request's token: the refresh token may be used up although the visitor has left.
        using var response = await keys.Http.PostAsync(new Uri(endpoint), content, CancellationToken.None);
        var answer = new OpenIdConnectMessage(await response.Content.ReadAsStringAsync(CancellationToken.None));
        return (answer, answer.Error == "invalid_grant");
    }

    [LoggerMessage(1, LogLevel.Warning, "A console session could not be renewed at the authority ({Reason}); it is tried again")]
    private partial void LogNotRenewed(string reason);

    [LoggerMessage(2, LogLevel.Warning, "A console session ended, because the authority's new token is not taken: {Reason}")]
    private partial void LogRefused(string reason);
}
