using Jobvite.Grains.Interfaces;
using Orleans.Storage;

namespace Jobvite.OrleansContract.Tests;

/// <summary>What Orleans' grain storage must do on our tables, whatever the database. Compiled into the test project of each.</summary>
public abstract class GrainStorageContract
{
    protected const string StateName = "sample";

    /// <summary>The storage of two silos of one cluster, by turns; the same one where there is only one.</summary>
    protected abstract IGrainStorage Storage(int silo = 0);

    /// <summary>How many rows a grain has, read past Orleans.</summary>
    protected abstract Task<long> Rows(string key);

    /// <summary>The state of a grain's only row, as text.</summary>
    protected abstract Task<string> Payload(string key);

    [Fact]
    public async Task What_one_wrote_the_other_reads()
    {
        var grain = Grain("written");
        await Write(grain, "t1");

        var read = await Read(grain, silo: 1);

        Assert.True(read.RecordExists);
        Assert.Equal("t1", read.State!.OwnerTenantId);
        Assert.Equal("1", read.ETag);
    }

    [Fact]
    public async Task Every_write_counts_the_version_up()
    {
        var grain = Grain("counted");
        var state = await Write(grain, "t1");
        state.State = new StoredSample { OwnerTenantId = "t2" };
        await Storage().WriteStateAsync(StateName, grain, state);

        Assert.Equal("2", state.ETag);
        Assert.Equal("t2", (await Read(grain)).State!.OwnerTenantId);
    }

    [Fact]
    public async Task Of_a_thousand_first_writes_one_wins_and_one_row_is_left()
    {
        var grain = Grain("raced");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(() => Wins(() => Write(grain, $"t{i}", silo: i % 2)))));

        var winner = Assert.Single(Enumerable.Range(0, 1000), i => outcomes[i]);
        Assert.Equal(1, await Rows(KeyOf(grain)));
        Assert.Equal($"t{winner}", (await Read(grain)).State!.OwnerTenantId);
    }

    [Fact]
    public async Task Of_many_who_write_on_the_same_version_one_wins()
    {
        var grain = Grain("contended");
        await Write(grain, "t0");
        var read = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Read(grain, i % 2)));

        var outcomes = await Task.WhenAll(read.Select((state, i) => Task.Run(() => Wins(() =>
        {
            state.State = new StoredSample { OwnerTenantId = $"t{i}" };
            return Storage(i % 2).WriteStateAsync(StateName, grain, state);
        }))));

        Assert.Single(outcomes, won => won);
        Assert.Equal("2", (await Read(grain)).ETag);
    }

    [Fact]
    public async Task A_write_on_an_outdated_version_is_refused_and_changes_nothing()
    {
        var grain = Grain("outdated");
        var first = await Write(grain, "t1");
        var late = await Read(grain, silo: 1);
        await Storage().WriteStateAsync(StateName, grain, first);
        late.State = new StoredSample { OwnerTenantId = "late" };

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage(1).WriteStateAsync(StateName, grain, late));
        Assert.Equal("t1", (await Read(grain)).State!.OwnerTenantId);
    }

    [Fact]
    public async Task A_write_does_not_bring_back_a_row_that_another_activation_deleted()
    {
        var grain = Grain("deleted-elsewhere");
        var state = await Write(grain, "t1");
        await Storage(1).ClearStateAsync(StateName, grain, await Read(grain, silo: 1));

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage().WriteStateAsync(StateName, grain, state));
        Assert.Equal(0, await Rows(KeyOf(grain)));
    }

    [Fact]
    public async Task Clearing_deletes_the_row_and_the_next_write_starts_anew()
    {
        var grain = Grain("cleared");
        await Storage().ClearStateAsync(StateName, grain, await Write(grain, "t1"));

        Assert.Equal(0, await Rows(KeyOf(grain)));
        Assert.False((await Read(grain)).RecordExists);
        Assert.Equal("1", (await Write(grain, "t2")).ETag);
    }

    [Fact]
    public async Task Clearing_on_an_outdated_version_is_refused_and_keeps_the_row()
    {
        var grain = Grain("clear-outdated");
        var state = await Write(grain, "t1");
        var late = await Read(grain, silo: 1);
        await Storage().WriteStateAsync(StateName, grain, state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage(1).ClearStateAsync(StateName, grain, late));
        Assert.Equal(1, await Rows(KeyOf(grain)));
    }

    [Fact]
    public async Task Two_states_of_one_grain_have_a_row_each()
    {
        var grain = Grain("two-states");
        await Write(grain, "t1");
        await Storage().WriteStateAsync("other", grain, new GrainState<StoredSample>(new StoredSample { OwnerTenantId = "t2" }));

        Assert.Equal("t1", (await Read(grain)).State!.OwnerTenantId);
        Assert.Equal(2, await Rows(KeyOf(grain)));
    }

    [Theory]
    [InlineData("020235", "20235")]
    [InlineData("ABCDEF", "abcdef")]
    [InlineData("0", "00000000000000000000000000000000")]
    public async Task Company_ids_that_look_like_the_same_hexadecimal_number_do_not_share_state(string one, string other)
    {
        await Write(Grain(one), one);
        await Write(Grain(other), other);

        Assert.Equal(one, (await Read(Grain(one))).State!.OwnerTenantId);
        Assert.Equal(other, (await Read(Grain(other))).State!.OwnerTenantId);
    }

    [Fact]
    public async Task Number_keys_without_a_text_part_are_unique_too()
    {
        var grain = GrainId.Create(GrainType.Create("sample"), GrainIdKeyExtensions.CreateIntegerKey(42));
        await Write(grain, "t1");

        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(grain, "t2", silo: 1));
    }

    [Fact]
    public async Task What_is_stored_is_plain_json_that_names_no_class_of_ours()
    {
        var grain = Grain("payload");
        await Write(grain, "t1");

        Assert.Equal("""{"ownerTenantId":"t1"}""", await Payload(KeyOf(grain)));
    }

    private static GrainId Grain(string companyId) => GrainId.Create("sample", CompanyKey.Of(companyId).ToString());

    private static string KeyOf(GrainId grain) => grain.Key.ToString()!;

    private static async Task<bool> Wins(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private async Task<GrainState<StoredSample>> Write(GrainId grain, string owner, int silo = 0)
    {
        var state = new GrainState<StoredSample>(new StoredSample { OwnerTenantId = owner });
        await Storage(silo).WriteStateAsync(StateName, grain, state);
        return state;
    }

    private async Task<GrainState<StoredSample>> Read(GrainId grain, int silo = 0)
    {
        var state = new GrainState<StoredSample>(new StoredSample());
        await Storage(silo).ReadStateAsync(StateName, grain, state);
        return state;
    }
}
