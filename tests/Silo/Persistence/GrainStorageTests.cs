using Jobvite.Grains.Interfaces;
using Orleans.Storage;

namespace Jobvite.Silo.Tests.Persistence;

public sealed class GrainStorageTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string StateName = "sample";

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        var grain = Grain("written");
        await Write(grain, new SampleState { OwnerTenantId = "t1" });

        var read = await Read(grain);

        Assert.True(read.RecordExists);
        Assert.Equal("t1", read.State!.OwnerTenantId);
        Assert.Equal("1", read.ETag);
    }

    [Fact]
    public async Task Every_write_counts_the_version_up()
    {
        var grain = Grain("counted");
        var state = await Write(grain, new SampleState());
        state.State = new SampleState { OwnerTenantId = "t2" };
        await silo.Storage.WriteStateAsync(StateName, grain, state);

        Assert.Equal("2", state.ETag);
        Assert.Equal("t2", (await Read(grain)).State!.OwnerTenantId);
    }

    [Fact]
    public async Task Of_many_simultaneous_first_writes_one_wins_and_one_row_is_left()
    {
        var grain = Grain("raced");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            try
            {
                await Write(grain, new SampleState { OwnerTenantId = $"t{i}" });
                return i;
            }
            catch (InconsistentStateException)
            {
                return -1;
            }
        })));

        var winner = Assert.Single(outcomes, outcome => outcome >= 0);
        Assert.Equal(1, await Rows(grain));
        Assert.Equal($"t{winner}", (await Read(grain)).State!.OwnerTenantId);
    }

    [Fact]
    public async Task A_write_that_knows_an_outdated_version_is_refused_and_changes_nothing()
    {
        var grain = Grain("outdated");
        var first = await Write(grain, new SampleState { OwnerTenantId = "t1" });
        var second = await Read(grain);
        await silo.Storage.WriteStateAsync(StateName, grain, first);
        second.State = new SampleState { OwnerTenantId = "late" };

        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage.WriteStateAsync(StateName, grain, second));
        Assert.Equal("t1", (await Read(grain)).State!.OwnerTenantId);
    }

    [Fact]
    public async Task A_write_does_not_bring_back_a_row_that_another_activation_deleted()
    {
        var grain = Grain("deleted-elsewhere");
        var state = await Write(grain, new SampleState());
        var other = await Read(grain);
        await silo.Storage.ClearStateAsync(StateName, grain, other);

        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage.WriteStateAsync(StateName, grain, state));
        Assert.Equal(0, await Rows(grain));
    }

    [Fact]
    public async Task Clearing_deletes_the_row_and_the_next_write_starts_anew()
    {
        var grain = Grain("cleared");
        var state = await Write(grain, new SampleState { OwnerTenantId = "t1" });
        await silo.Storage.ClearStateAsync(StateName, grain, state);

        Assert.Equal(0, await Rows(grain));
        Assert.False((await Read(grain)).RecordExists);
        Assert.Equal("1", (await Write(grain, new SampleState())).ETag);
    }

    [Fact]
    public async Task Clearing_with_an_outdated_version_is_refused_and_keeps_the_row()
    {
        var grain = Grain("clear-outdated");
        var state = await Write(grain, new SampleState());
        var late = await Read(grain);
        await silo.Storage.WriteStateAsync(StateName, grain, state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => silo.Storage.ClearStateAsync(StateName, grain, late));
        Assert.Equal(1, await Rows(grain));
    }

    [Theory]
    [InlineData("020235", "20235")]
    [InlineData("ABCDEF", "abcdef")]
    [InlineData("0", "00000000000000000000000000000000")]
    public async Task Company_ids_that_look_like_the_same_hexadecimal_number_do_not_share_state(string one, string other)
    {
        await Write(Grain(one), new SampleState { OwnerTenantId = one });
        await Write(Grain(other), new SampleState { OwnerTenantId = other });

        Assert.Equal(one, (await Read(Grain(one))).State!.OwnerTenantId);
        Assert.Equal(other, (await Read(Grain(other))).State!.OwnerTenantId);
    }

    [Fact]
    public async Task Two_states_of_one_grain_have_a_row_each()
    {
        var grain = Grain("two-states");
        await Write(grain, new SampleState { OwnerTenantId = "t1" });
        await silo.Storage.WriteStateAsync("other", grain, new GrainState<SampleState>(new SampleState { OwnerTenantId = "t2" }));

        Assert.Equal("t1", (await Read(grain)).State!.OwnerTenantId);
        Assert.Equal(2, await Rows(grain));
    }

    [Fact]
    public async Task Number_keys_without_a_text_part_are_unique_too()
    {
        var grain = GrainId.Create(GrainType.Create("sample"), GrainIdKeyExtensions.CreateIntegerKey(42));
        await Write(grain, new SampleState());

        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(grain, new SampleState()));
    }

    [Fact]
    public async Task What_is_stored_names_no_class_of_ours()
    {
        var grain = Grain("payload");
        await Write(grain, new SampleState { OwnerTenantId = "t1" });

        var payload = await silo.Scalar<string>("SELECT CAST(payload AS TEXT) FROM orleans_grain_state WHERE grain_id_text = @key", ("@key", grain.Key.ToString()!));
        Assert.DoesNotContain("Sample", payload, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("$type", payload, StringComparison.Ordinal);
    }

    private static GrainId Grain(string companyId) => GrainId.Create("sample", CompanyKey.Of(companyId).ToString());

    private async Task<GrainState<SampleState>> Write(GrainId grain, SampleState value)
    {
        var state = new GrainState<SampleState>(value);
        await silo.Storage.WriteStateAsync(StateName, grain, state);
        return state;
    }

    private async Task<GrainState<SampleState>> Read(GrainId grain)
    {
        var state = new GrainState<SampleState>(new SampleState());
        await silo.Storage.ReadStateAsync(StateName, grain, state);
        return state;
    }

    private Task<long> Rows(GrainId grain) =>
        silo.Scalar<long>("SELECT count(*) FROM orleans_grain_state WHERE grain_id_text = @key", ("@key", grain.Key.ToString()!));
}
