using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;

namespace Jobvite.Grains.Sessions;

/// <inheritdoc cref="ISessionIndexGrain"/>
internal sealed class SessionIndexGrain(
    [PersistentState(StateNames.SessionIndex, StateNames.Storage)] IPersistentState<SessionIndexState> state,
    TimeProvider time) : Grain, ISessionIndexGrain
{
    public Task Add(string name, SessionAddress session)
    {
        var entry = new IndexedSession { Name = name, PersonKey = session.PersonKey, Id = session.Id, EndsAt = session.EndsAt };
        return state.State.Sessions.Contains(entry) ? Task.CompletedTask : Save([.. Open().Append(entry)]);
    }

    public async Task<ImmutableArray<SessionAddress>> Take(string name)
    {
        var found = Open().Where(entry => entry.Name == name).ToList();
        if (found.Count > 0)
        {
            await Save([.. Open().Except(found)]);
        }

        return [.. found.Select(entry => new SessionAddress(entry.PersonKey, entry.Id, entry.EndsAt))];
    }

    private IEnumerable<IndexedSession> Open() => state.State.Sessions.Where(entry => entry.EndsAt > time.GetUtcNow());

    private async Task Save(List<IndexedSession> sessions)
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
