using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Grains.Sessions;

/// <inheritdoc cref="IPersonSessionsGrain"/>
internal sealed class PersonSessionsGrain(
    [PersistentState(StateNames.PersonSessions, StateNames.Storage)] IPersistentState<PersonSessionsState> state,
    IDataProtectionProvider protection,
    TimeProvider time) : Grain, IPersonSessionsGrain
{
    private static readonly TimeSpan RenewalLease = TimeSpan.FromSeconds(30);

    private readonly IDataProtector _protector = protection.CreateProtector("Jobvite.Orleans", "console-session");
    private readonly Dictionary<Guid, DateTimeOffset> _renewals = [];

    public async Task Begin(Guid id, DateTimeOffset endsAt, string network, string browser, SessionTokens tokens)
    {
        if (Stored(id) is not null)
        {
            return;
        }

        var details = With(new SessionDetails { Network = network, Browser = browser }, tokens);
        var session = new StoredSession { Id = id, StartedAt = time.GetUtcNow(), EndsAt = endsAt, GoodUntil = tokens.GoodUntil, Details = Seal(details) };
        await Save([.. Open().Append(session).TakeLast(IPersonSessionsGrain.MostSessions)]);
    }

    public ValueTask<ConsoleSession?> Find(Guid id) => new(Stored(id) is { } session ? View(session) : null);

    public ValueTask<ImmutableArray<ConsoleSession>> List() => new([.. Open().Reverse().Select(View)]);

    public async Task<EndedSession?> End(Guid id)
    {
        if (Stored(id) is not { } session)
        {
            return null;
        }

        await Save([.. Open().Where(one => one.Id != id)]);
        _renewals.Remove(id);
        return new(Unseal(session).IdToken);
    }

    public Task<string?> TakeRenewal(Guid id)
    {
        var now = time.GetUtcNow();
        if (Stored(id) is not { } session || Unseal(session).RefreshToken is not { } token || (_renewals.TryGetValue(id, out var until) && until > now))
        {
            return Task.FromResult<string?>(null);
        }

        _renewals[id] = now + RenewalLease;
        return Task.FromResult<string?>(token);
    }

    public async Task<ConsoleSession?> Renew(Guid id, SessionTokens tokens)
    {
        if (Stored(id) is not { } session)
        {
            return null;
        }

        var renewed = session with { GoodUntil = tokens.GoodUntil, Details = Seal(With(Unseal(session), tokens)) };
        await Save([.. Open().Select(one => one.Id == id ? renewed : one)]);
        _renewals.Remove(id);
        return View(renewed);
    }

    private static SessionDetails With(SessionDetails details, SessionTokens tokens) => details with
    {
        Claims = [.. tokens.Claims.Select(claim => KeyValuePair.Create(claim.Type, claim.Value))],
        RefreshToken = tokens.RefreshToken ?? details.RefreshToken,
        IdToken = tokens.IdToken ?? details.IdToken,
    };

    private IEnumerable<StoredSession> Open() => state.State.Sessions.Where(session => session.EndsAt > time.GetUtcNow() && Opens(session));

    private StoredSession? Stored(Guid id) => Open().FirstOrDefault(session => session.Id == id);

    private ConsoleSession View(StoredSession session)
    {
        var details = Unseal(session);
        return new()
        {
            Id = session.Id,
            StartedAt = session.StartedAt,
            EndsAt = session.EndsAt,
            GoodUntil = session.GoodUntil,
            CanRenew = details.RefreshToken is not null,
            Network = details.Network,
            Browser = details.Browser,
            Claims = [.. details.Claims.Select(claim => new SessionClaim(claim.Key, claim.Value))],
        };
    }

    /// <summary>False when the key ring was lost since: such a session is over.</summary>
    private bool Opens(StoredSession session)
    {
        try
        {
            Unseal(session);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private string Seal(SessionDetails details) => Convert.ToBase64String(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(details)));

    private SessionDetails Unseal(StoredSession session) => JsonSerializer.Deserialize<SessionDetails>(_protector.Unprotect(Convert.FromBase64String(session.Details)))!;

    private async Task Save(List<StoredSession> sessions)
    {
        state.State = new() { Sessions = sessions };
        try
        {
            await (sessions.Count > 0 ? state.WriteStateAsync() : state.ClearStateAsync());
        }
        catch
        {
            // What is in memory may differ from what is stored: the next call gets a fresh activation.
            DeactivateOnIdle();
            throw;
        }
    }
}
