using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>
/// Sessions of the console, which the cluster keeps. A cookie only names one; who it is for, and whether it is over, is asked here at every
/// request, and asked of the cluster every few seconds. Thread-safe.
/// </summary>
internal sealed class ConsoleSessions(ClusterGrains grains, SessionRenewal renewal, SignInTrail trail, IOptions<FrontendSettings> settings, TimeProvider time)
{
    /// <summary>The claims of a cookie: the session, and the key of the person who has it.</summary>
    public const string IdClaim = "session";
    public const string PersonClaim = "session_of";

    /// <summary>So long this front may go on with a session that was ended at another one.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<Guid, (Task<ConsoleSession?> Session, DateTimeOffset At)> _seen = new();

    /// <summary>Begins a session for somebody whose token was checked.</summary>
    /// <param name="http">Their request.</param>
    /// <param name="user">What the token says.</param>
    /// <param name="tokens">The token's end, and what the authority gave beside it.</param>
    /// <returns>What goes into the cookie, and the end of the session.</returns>
    public async Task<(ClaimsPrincipal Cookie, DateTimeOffset EndsAt)> Begin(HttpContext http, ClaimsPrincipal user, SessionTokens tokens)
    {
        var id = Guid.NewGuid();
        var key = PersonKeyOf(user, id);
        var longest = time.GetUtcNow() + TimeSpan.FromHours(settings.Value.SessionHours);
        var endsAt = tokens.RefreshToken is null && tokens.GoodUntil < longest ? tokens.GoodUntil : longest;
        await grains.PersonSessions(key).Begin(id, endsAt, Visitor.NetworkOf(http.Connection.RemoteIpAddress), Visitor.BrowserOf(http.Request.Headers.UserAgent), tokens);
        foreach (var name in tokens.IdToken is { } idToken ? LogoutName.AllOf(new(idToken)) : [])
        {
            await grains.SessionIndex(name).Add(name, new(key, id, endsAt));
        }

        // Who cannot be noted does not get in.
        await trail.Note(AuditActions.SignIn, user, http, Visitor.BrowserOf(http.Request.Headers.UserAgent));
        return (new(new ClaimsIdentity([new(IdClaim, id.ToString("N")), new(PersonClaim, key)], ConsoleCookie.Scheme)), endsAt);
    }

    /// <summary>Whom a cookie stands for; null when its session is over.</summary>
    public async Task<(ClaimsPrincipal User, ConsoleSession Session)?> Find(HttpContext http, ClaimsPrincipal cookie)
    {
        if (!TryRead(cookie, out var id, out var key) || await Look(id, key) is not { } session)
        {
            return null;
        }

        if (renewal.IsDue(session))
        {
            var renewed = await renewal.Renew(http, grains.PersonSessions(key), session);
            if (renewed != session)
            {
                _seen[id] = (Task.FromResult(renewed), time.GetUtcNow());
            }

            session = renewed;
        }

        return session is not null && IsOpen(session)
            ? (UserOf(session, cookie.Claims), session)
            : null;
    }

    /// <summary>Ends the session of a signed-in person's own cookie; null when it is over already.</summary>
    public Task<EndedSession?> EndOwn(ClaimsPrincipal user) => TryRead(user, out var id, out var key) ? End(key, id) : Task.FromResult<EndedSession?>(null);

    /// <summary>Ends one of a person's sessions; null when they have none with this id.</summary>
    public Task<EndedSession?> End(ClaimsPrincipal user, Guid id) => TryRead(user, out _, out var key) ? End(key, id) : Task.FromResult<EndedSession?>(null);

    /// <summary>Ends the sessions that an authority names.</summary>
    public async Task EndNamed(string name)
    {
        foreach (var session in await grains.SessionIndex(name).Take(name))
        {
            var named = await grains.PersonSessions(session.PersonKey).Find(session.Id);
            if (await End(session.PersonKey, session.Id) is not null && named is not null)
            {
                await trail.Note(AuditActions.SignOut, UserOf(named), http: null, "at the authority");
            }
        }
    }

    /// <summary>The sessions of a signed-in person, newest first.</summary>
    public async Task<ImmutableArray<ConsoleSession>> List(ClaimsPrincipal user) => TryRead(user, out _, out var key) ? await grains.PersonSessions(key).List() : [];

    /// <summary>The session that a signed-in person's cookie names.</summary>
    public static Guid? IdOf(ClaimsPrincipal user) => TryRead(user, out var id, out _) ? id : null;

    private static ClaimsPrincipal UserOf(ConsoleSession session, params IEnumerable<Claim> cookie) =>
        new(new ClaimsIdentity([.. session.Claims.Select(c => new Claim(c.Type, c.Value)), .. cookie], ConsoleCookie.Scheme, "name", "role"));

    private static bool TryRead(ClaimsPrincipal user, out Guid id, out string key)
    {
        key = user.FindFirst(PersonClaim)?.Value ?? "";
        return Guid.TryParseExact(user.FindFirst(IdClaim)?.Value, "N", out id) && key.Length > 0;
    }

    /// <summary>The same person of the same tenant and issuer; a token that names nobody makes a person of its own.</summary>
    private static string PersonKeyOf(ClaimsPrincipal user, Guid id)
    {
        var person = user.FindFirst("sub")?.Value is { Length: > 0 } subject ? $"{user.FindFirst(TenantAccess.TenantClaim)?.Value}\n{subject}{Issued(user)}" : id.ToString("N");
        return IPersonSessionsGrain.KeyOf(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person))));
    }

    /// <summary>Two issuers may both call somebody "1".</summary>
    private static string Issued(ClaimsPrincipal user) => user.FindFirst(TokenClaims.IssuerClaim)?.Value is { } issuer ? "\n" + issuer : "";

    private async Task<ConsoleSession?> Look(Guid id, string key)
    {
        var now = time.GetUtcNow();
        if (!_seen.TryGetValue(id, out var seen) || now - seen.At >= Memory || seen.Session.IsFaulted || seen.Session.IsCanceled)
        {
            if (_seen.Count >= MostRemembered)
            {
                _seen.Clear();
            }

            seen = (grains.PersonSessions(key).Find(id).AsTask(), now);
            _seen[id] = seen;
        }

        return await seen.Session;
    }

    private bool IsOpen(ConsoleSession session) =>
        time.GetUtcNow() is var now && session.EndsAt > now && (session.GoodUntil > now || (session.CanRenew && session.GoodUntil + SessionRenewal.Grace > now));

    private async Task<EndedSession?> End(string key, Guid id)
    {
        var ended = await grains.PersonSessions(key).End(id);
        if (ended is not null)
        {
            _seen[id] = (Task.FromResult<ConsoleSession?>(null), time.GetUtcNow());
        }

        return ended;
    }
}

/// <summary>What a person needs to know a session again: little enough to say nothing about them.</summary>
internal static class Visitor
{
    private static readonly (string Token, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Token, string Name)[] Systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>The network without the machine: 203.0.113.x, or the first three groups of IPv6.</summary>
    public static string NetworkOf(System.Net.IPAddress? address)
    {
        address = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        if (address is null || System.Net.IPAddress.IsLoopback(address))
        {
            return "this machine";
        }

        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.x" : $"{bytes[0]:x2}{bytes[1]:x2}:{bytes[2]:x2}{bytes[3]:x2}:{bytes[4]:x2}{bytes[5]:x2}:…";
    }

    /// <summary>The family of browser and system, such as Firefox on Windows.</summary>
    public static string BrowserOf(string? userAgent)
    {
        var browser = Browsers.FirstOrDefault(one => userAgent?.Contains(one.Token, StringComparison.Ordinal) is true).Name ?? "Another program";
        return Systems.FirstOrDefault(one => userAgent?.Contains(one.Token, StringComparison.Ordinal) is true).Name is { } system ? $"{browser} on {system}" : browser;
    }
}
