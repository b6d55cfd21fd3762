using Jobvite.Cluster.Tests.Postgres;
using Npgsql;

namespace Jobvite.Cluster.Tests.Orleans;

public sealed class MembershipTableTests(MembershipTable tables) : IClassFixture<MembershipTable>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_cluster_has_version_0_and_no_silos()
    {
        var data = await (await tables.OfNewCluster()).ReadAllAsync(Token);

        Assert.Empty(data.Members);
        Assert.Equal(0, data.Version.Version);
    }

    [Fact]
    public async Task A_cluster_that_exists_already_keeps_its_version()
    {
        var first = await tables.Of("twice");
        await Insert(first, MembershipTable.NewSilo());

        Assert.Equal(1, (await (await tables.Of("twice")).ReadAllAsync(Token)).Version.Version);
    }

    [Fact]
    public async Task A_silo_that_joins_moves_the_version()
    {
        var table = await tables.OfNewCluster();
        var silo = MembershipTable.NewSilo();

        Assert.True(await Insert(table, silo));

        var data = await table.ReadAllAsync(Token);
        Assert.Equal(1, data.Version.Version);
        Assert.Equal(silo.ToFullString(), Assert.Single(data.Members).Item1.ToFullString());
    }

    [Fact]
    public async Task A_silo_that_joins_on_an_outdated_version_is_refused_whole()
    {
        var table = await tables.OfNewCluster();
        var outdated = (await table.ReadAllAsync(Token)).Version.Next();
        await Insert(table, MembershipTable.NewSilo());

        Assert.False(await table.InsertRowAsync(MembershipTable.NewSilo(), outdated, Token));

        var data = await table.ReadAllAsync(Token);
        Assert.Single(data.Members);
        Assert.Equal(1, data.Version.Version);
    }

    [Fact]
    public async Task A_silo_that_is_there_already_does_not_move_the_version()
    {
        var table = await tables.OfNewCluster();
        var silo = MembershipTable.NewSilo();
        await Insert(table, silo);

        Assert.False(await Insert(table, silo));
        Assert.Equal(1, (await table.ReadAllAsync(Token)).Version.Version);
    }

    [Fact]
    public async Task Status_and_suspicions_are_read_back_as_they_were_written()
    {
        var table = await tables.OfNewCluster();
        var silo = MembershipTable.NewSilo();
        await Insert(table, silo);
        silo.Status = SiloStatus.Active;
        silo.SuspectTimes = [Tuple.Create(MembershipTable.NewSilo().SiloAddress, silo.StartTime.AddSeconds(1))];

        Assert.True(await Update(table, silo));

        var read = Assert.Single((await table.ReadRowAsync(silo.SiloAddress, Token)).Members).Item1;
        Assert.Equal(silo.ToFullString(), read.ToFullString());
    }

    [Fact]
    public async Task An_update_on_an_outdated_version_changes_nothing()
    {
        var table = await tables.OfNewCluster();
        var silo = MembershipTable.NewSilo();
        var outdated = (await table.ReadAllAsync(Token)).Version.Next();
        await Insert(table, silo);
        silo.Status = SiloStatus.Dead;

        Assert.False(await Update(table, silo, outdated));

        var data = await table.ReadAllAsync(Token);
        Assert.Equal(SiloStatus.Joining, Assert.Single(data.Members).Item1.Status);
        Assert.Equal(1, data.Version.Version);
    }

    [Fact]
    public async Task An_update_of_a_silo_that_is_not_there_does_not_move_the_version()
    {
        var table = await tables.OfNewCluster();

        Assert.False(await Update(table, MembershipTable.NewSilo()));
        Assert.Equal(0, (await table.ReadAllAsync(Token)).Version.Version);
    }

    [Fact]
    public async Task A_silo_that_goes_in_the_middle_of_an_update_does_not_move_the_version()
    {
        var table = await tables.OfNewCluster();
        var silo = MembershipTable.NewSilo();
        await Insert(table, silo);
        await using var cleaner = new NpgsqlConnection(tables.ConnectionString);
        await cleaner.OpenAsync(Token);
        await using var cleaning = await cleaner.BeginTransactionAsync(Token);
        await using (var delete = new NpgsqlCommand($"DELETE FROM orleans_silos WHERE generation = {silo.SiloAddress.Generation}", cleaner, cleaning))
        {
            await delete.ExecuteNonQueryAsync(Token);
        }

        var update = Update(table, silo);
        await Retried(async () => 0 < await Sql.Scalar<long>(
            tables.ConnectionString, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"));
        await cleaning.CommitAsync(Token);

        Assert.False(await update);
        Assert.Equal(1, (await table.ReadAllAsync(Token)).Version.Version);
    }

    [Fact]
    public async Task An_unknown_silo_is_no_member_but_the_version_comes_back()
    {
        var table = await tables.OfNewCluster();
        await Insert(table, MembershipTable.NewSilo());

        var data = await table.ReadRowAsync(MembershipTable.NewSilo().SiloAddress, Token);

        Assert.Empty(data.Members);
        Assert.Equal(1, data.Version.Version);
    }

    [Fact]
    public async Task Of_many_who_join_on_one_version_one_does()
    {
        var table = await tables.OfNewCluster();
        var version = (await table.ReadAllAsync(Token)).Version.Next();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => table.InsertRowAsync(MembershipTable.NewSilo(), version, Token))));

        Assert.Single(outcomes, joined => joined);
        var data = await table.ReadAllAsync(Token);
        Assert.Single(data.Members);
        Assert.Equal(1, data.Version.Version);
    }

    [Fact]
    public async Task The_version_counts_every_change_of_many_writers_once()
    {
        var table = await tables.OfNewCluster();
        var silo = MembershipTable.NewSilo();
        await Insert(table, silo);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Retried(() => Update(table, silo))))
            .Concat(Enumerable.Range(0, 10).Select(_ => MembershipTable.NewSilo()).Select(other => Task.Run(() => Retried(() => Insert(table, other))))));

        var data = await table.ReadAllAsync(Token);
        Assert.Equal(21, data.Version.Version);
        Assert.Equal(11, data.Members.Count);
    }

    [Fact]
    public async Task A_refused_change_leaves_nothing_behind_on_a_server_whose_asserts_are_off()
    {
        var table = await tables.OfNewCluster(";Options=-c plpgsql.check_asserts=off");
        var outdated = (await table.ReadAllAsync(Token)).Version.Next();
        var silo = MembershipTable.NewSilo();
        await Insert(table, silo);

        Assert.False(await table.InsertRowAsync(MembershipTable.NewSilo(), outdated, Token));
        Assert.False(await Update(table, silo, outdated));
        Assert.False(await Insert(table, silo));

        var data = await table.ReadAllAsync(Token);
        Assert.Single(data.Members);
        Assert.Equal(1, data.Version.Version);
    }

    [Fact]
    public async Task A_heartbeat_is_kept_and_does_not_move_the_version()
    {
        var table = await tables.OfNewCluster();
        var silo = MembershipTable.NewSilo();
        await Insert(table, silo);
        silo.IAmAliveTime += TimeSpan.FromSeconds(5);

        await table.UpdateIAmAliveAsync(silo, Token);

        var data = await table.ReadAllAsync(Token);
        Assert.Equal(silo.IAmAliveTime, Assert.Single(data.Members).Item1.IAmAliveTime);
        Assert.Equal(1, data.Version.Version);
    }

    [Fact]
    public async Task A_vote_does_not_turn_a_newer_heartbeat_back()
    {
        var table = await tables.OfNewCluster();
        var silo = MembershipTable.NewSilo();
        await Insert(table, silo);
        var asTheVoterReadIt = Assert.Single((await table.ReadAllAsync(Token)).Members).Item1;
        silo.IAmAliveTime += TimeSpan.FromMinutes(1);
        await table.UpdateIAmAliveAsync(silo, Token);

        await Update(table, asTheVoterReadIt);

        Assert.Equal(silo.IAmAliveTime, Assert.Single((await table.ReadAllAsync(Token)).Members).Item1.IAmAliveTime);
    }

    [Fact]
    public async Task Only_dead_silos_with_an_old_heartbeat_are_cleaned_up()
    {
        var table = await tables.OfNewCluster();
        foreach (var status in Enum.GetValues<SiloStatus>())
        {
            await Insert(table, MembershipTable.NewSilo(status, TimeSpan.FromDays(10)));
        }

        await Insert(table, MembershipTable.NewSilo(SiloStatus.Dead));
        await table.CleanupDefunctSiloEntriesAsync(MembershipTable.NewSilo(age: TimeSpan.FromDays(7)).StartTime, Token);

        var left = (await table.ReadAllAsync(Token)).Members.Select(member => member.Item1).ToArray();
        Assert.Equal(Enum.GetValues<SiloStatus>().Length, left.Length);
        Assert.DoesNotContain(left, silo => silo.Status == SiloStatus.Dead && silo.IAmAliveTime < MembershipTable.NewSilo(age: TimeSpan.FromDays(7)).StartTime);
    }

    [Fact]
    public async Task Gateways_are_active_silos_that_take_clients()
    {
        var table = await tables.Of("gateways");
        var gateway = MembershipTable.NewSilo(SiloStatus.Active);
        var withoutPort = MembershipTable.NewSilo(SiloStatus.Active);
        withoutPort.ProxyPort = 0;
        foreach (var silo in new[] { gateway, withoutPort, MembershipTable.NewSilo(), MembershipTable.NewSilo(SiloStatus.Dead) })
        {
            await Insert(table, silo);
        }

        var found = Assert.Single(await (await tables.Gateways("gateways")).GetGateways());
        Assert.Equal(30000, found.Port);
    }

    [Fact]
    public async Task Deleting_a_cluster_leaves_the_others()
    {
        var one = await tables.Of("deleted");
        var other = await tables.OfNewCluster();
        await Insert(one, MembershipTable.NewSilo());
        await Insert(other, MembershipTable.NewSilo());

        await one.DeleteMembershipTableEntriesAsync("deleted", Token);

        Assert.Single((await other.ReadAllAsync(Token)).Members);
        Assert.Equal(0, await Sql.Scalar<long>(tables.ConnectionString, "SELECT count(*) FROM orleans_silos WHERE cluster_id = 'deleted'"));
    }

    private static async Task<bool> Insert(IMembershipTable table, MembershipEntry silo) =>
        await table.InsertRowAsync(silo, (await table.ReadAllAsync(Token)).Version.Next(), Token);

    private static async Task<bool> Update(IMembershipTable table, MembershipEntry silo) =>
        await Update(table, silo, (await table.ReadAllAsync(Token)).Version.Next());

    private static Task<bool> Update(IMembershipTable table, MembershipEntry silo, TableVersion version) =>
        table.UpdateRowAsync(silo, version.VersionEtag, version, Token);

    private static async Task Retried(Func<Task<bool>> change)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await change())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), deadline.Token);
        }
    }
}
