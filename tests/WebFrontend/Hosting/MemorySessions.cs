using System.Collections.Concurrent;
using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Tests;

/// <summary>A person's sessions in memory, as the grain keeps them; and how often it was asked.</summary>
internal sealed class MemorySessions : IPersonSessionsGrain
{
    private readonly ConcurrentDictionary<Guid, (ConsoleSession Session, SessionTokens Tokens)> _sessions = new();
    private readonly ConcurrentDictionary<Guid, bool> _renewing = new();
    private int _looks;

    public IEnumerable<string?> RefreshTokens => _sessions.Values.Select(one => one.Tokens.RefreshToken);

    public int Looks => Volatile.Read(ref _looks);

    public Task Begin(Guid id, DateTimeOffset endsAt, string network, string browser, SessionTokens tokens)
    {
        var session = new ConsoleSession
        {
            Id = id,
            StartedAt = TimeProvider.System.GetUtcNow(),
            EndsAt = endsAt,
            GoodUntil = tokens.GoodUntil,
            CanRenew = tokens.RefreshToken is not null,
            Network = network,
            Browser = browser,
            Claims = tokens.Claims,
        };
        _sessions[id] = (session, tokens);
        return Task.CompletedTask;
    }

    public ValueTask<ConsoleSession?> Find(Guid id)
    {
        Interlocked.Increment(ref _looks);
        return new(_sessions.TryGetValue(id, out var found) ? found.Session : null);
    }

    public ValueTask<ImmutableArray<ConsoleSession>> List() => new([.. _sessions.Values.Select(one => one.Session).OrderByDescending(session => session.StartedAt)]);

    public Task<EndedSession?> End(Guid id) => Task.FromResult(_sessions.TryRemove(id, out var found) ? new EndedSession(found.Tokens.IdToken) : null);

    public Task<string?> TakeRenewal(Guid id) => Task.FromResult(_sessions.TryGetValue(id, out var found) && _renewing.TryAdd(id, true) ? found.Tokens.RefreshToken : null);

    /// <summary>What half a minute does.</summary>
    public void ForgetRenewals() => _renewing.Clear();

    public Task<ConsoleSession?> Renew(Guid id, SessionTokens tokens)
    {
        if (!_sessions.TryGetValue(id, out var found))
        {
            return Task.FromResult<ConsoleSession?>(null);
        }

        _renewing.TryRemove(id, out _);
        var session = found.Session with { GoodUntil = tokens.GoodUntil, Claims = tokens.Claims };
        _sessions[id] = (session, tokens with { RefreshToken = tokens.RefreshToken ?? found.Tokens.RefreshToken, IdToken = tokens.IdToken ?? found.Tokens.IdToken });
        return Task.FromResult<ConsoleSession?>(session);
    }
}

/// <summary>One part of the index of sessions in memory.</summary>
internal sealed class MemorySessionIndex : ISessionIndexGrain
{
    private readonly ConcurrentQueue<(string Name, SessionAddress Session)> _sessions = new();

    public Task Add(string name, SessionAddress session)
    {
        _sessions.Enqueue((name, session));
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<SessionAddress>> Take(string name) => Task.FromResult<ImmutableArray<SessionAddress>>([.. _sessions.Where(one => one.Name == name).Select(one => one.Session)]);
}
