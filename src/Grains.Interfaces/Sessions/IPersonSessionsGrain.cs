using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// The console sessions of one person of one tenant; keyed by <see cref="KeyOf"/>. A session that is not found here is over,
/// whatever a cookie says.
/// </summary>
[Alias("jv.IPersonSessionsGrain")]
public interface IPersonSessionsGrain : IGrainWithStringKey
{
    /// <summary>How many sessions a person has at most; with one more the oldest ends.</summary>
    const int MostSessions = 50;

    /// <summary>The key of a person.</summary>
    /// <param name="digest">A digest of who it is: names and addresses of persons are in no key.</param>
    static string KeyOf(string digest) => "person:" + digest;

    /// <summary>Begins a session. Repeating it changes nothing.</summary>
    /// <param name="id">Made by the caller, at random.</param>
    /// <param name="endsAt">When it ends in any case.</param>
    /// <param name="network">See <see cref="ConsoleSession.Network"/>.</param>
    /// <param name="browser">See <see cref="ConsoleSession.Browser"/>.</param>
    /// <param name="tokens">What the person signed in with.</param>
    [Alias("Begin")]
    Task Begin(Guid id, DateTimeOffset endsAt, string network, string browser, SessionTokens tokens);

    /// <summary>The session, or null when there is none or it is over.</summary>
    [Alias("Find")]
    ValueTask<ConsoleSession?> Find(Guid id);

    /// <summary>Those that are not over, newest first.</summary>
    [Alias("List")]
    ValueTask<ImmutableArray<ConsoleSession>> List();

    /// <summary>Ends a session; null when it is over already.</summary>
    [Alias("End")]
    Task<EndedSession?> End(Guid id);

    /// <summary>Hands the refresh token to one caller, who says within half a minute what became of it.</summary>
    /// <returns>Null when somebody else renews the session just now, or it cannot be renewed.</returns>
    [Alias("TakeRenewal")]
    Task<string?> TakeRenewal(Guid id);

    /// <summary>Notes what the authority gave for the refresh token. A part that is null stays as it was.</summary>
    /// <returns>The session as it is now; null when it was ended meanwhile.</returns>
    [Alias("Renew")]
    Task<ConsoleSession?> Renew(Guid id, SessionTokens tokens);
}

/// <summary>Finds sessions by what an authority calls them, to end them when it says so; keyed by <see cref="KeyOf"/>.</summary>
[Alias("jv.ISessionIndexGrain")]
public interface ISessionIndexGrain : IGrainWithStringKey
{
    /// <summary>The key of the part of the index that holds a name.</summary>
    /// <param name="name">A hexadecimal digest; the index has 256 parts.</param>
    static string KeyOf(string name) => "sessions:" + name[..2];

    /// <summary>Adds a session under a name. What is over is forgotten meanwhile.</summary>
    [Alias("Add")]
    Task Add(string name, SessionAddress session);

    /// <summary>The sessions of a name that are not over; they are forgotten here.</summary>
    [Alias("Take")]
    Task<ImmutableArray<SessionAddress>> Take(string name);
}
