using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;

namespace Jobvite.Grains.Tests.Sessions;

[Collection(ClusterTests.Name)]
public sealed class SessionGrainTests(GrainCluster cluster)
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_session_that_was_ended_is_found_no_more()
    {
        var person = Person();
        var (first, second) = (await Begin(person), await Begin(person));

        Assert.Equal([second, first], (await person.List()).Select(session => session.Id));
        Assert.Equal("the id token", (await person.End(first))?.IdToken);

        Assert.Null(await person.Find(first));
        Assert.Null(await person.End(first));
        Assert.Equal("Firefox on Linux", (await person.Find(second))!.Browser);
    }

    [Fact]
    public async Task A_session_that_is_over_is_not_found()
    {
        var person = Person();
        var id = await Begin(person, Now.AddSeconds(-1));

        Assert.Null(await person.Find(id));
        Assert.Empty(await person.List());
    }

    [Fact]
    public async Task A_session_that_the_silos_cannot_open_any_more_is_over()
    {
        var person = Person();
        var id = await Begin(person);
        cluster.LostKeys.Lose("console-session");
        var later = await Begin(person);

        Assert.Null(await person.Find(id));
        Assert.Equal([later], (await person.List()).Select(session => session.Id));
    }

    [Fact]
    public async Task With_too_many_sessions_the_oldest_ends()
    {
        var person = Person();
        var oldest = await Begin(person);
        for (var i = 0; i < IPersonSessionsGrain.MostSessions; i++)
        {
            await Begin(person);
        }

        Assert.Null(await person.Find(oldest));
        Assert.Equal(IPersonSessionsGrain.MostSessions, (await person.List()).Length);
    }

    [Fact]
    public async Task One_caller_at_a_time_renews_a_session()
    {
        var person = Person();
        var id = await Begin(person);

        Assert.Equal("the refresh token", await person.TakeRenewal(id));
        Assert.Null(await person.TakeRenewal(id));

        var renewed = await person.Renew(id, new(Now.AddMinutes(10), [new("scope", "jobvite.read")], "the next one", null));
        Assert.Equal("jobvite.read", Assert.Single(renewed!.Claims).Value);
        Assert.Equal("the next one", await person.TakeRenewal(id));
        Assert.Equal("the id token", (await person.End(id))?.IdToken);
    }

    [Fact]
    public async Task The_index_gives_a_sessions_address_once()
    {
        var name = Guid.NewGuid().ToString("N");
        var index = cluster.Grains.GetGrain<ISessionIndexGrain>(ISessionIndexGrain.KeyOf(name));
        var (open, over) = (new SessionAddress("person:1", Guid.NewGuid(), Now.AddHours(1)), new SessionAddress("person:1", Guid.NewGuid(), Now.AddSeconds(-1)));
        await index.Add(name, open);
        await index.Add(name, open);
        await index.Add(name, over);

        Assert.Equal([open], await index.Take(name));
        Assert.Empty(await index.Take(name));
    }

    [Fact]
    public async Task A_session_shows_nobody_as_text()
    {
        var person = Person();
        var session = await person.Find(await Begin(person));

        Assert.DoesNotContain("ada@example.com", session!.ToString() + session.Claims[0], StringComparison.Ordinal);
    }

    private static async Task<Guid> Begin(IPersonSessionsGrain person, DateTimeOffset? endsAt = null)
    {
        var id = Guid.NewGuid();
        await person.Begin(id, endsAt ?? Now.AddHours(1), "203.0.113.x", "Firefox on Linux", new(Now.AddMinutes(5), [new("email", "ada@example.com")], "the refresh token", "the id token"));
        return id;
    }

    private IPersonSessionsGrain Person() => cluster.Grains.GetGrain<IPersonSessionsGrain>(IPersonSessionsGrain.KeyOf(Guid.NewGuid().ToString("N")));
}
