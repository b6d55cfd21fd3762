using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Scrubbing;
using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.Grains.Tests.Scrubbing;

public sealed class ScrubberTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly IScrubStore _store = Substitute.For<IScrubStore>();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly Dictionary<string, int> _batches = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_are_carried_out_to_their_end_one_after_the_other()
    {
        Order("big", batches: 3);
        Order("small", batches: 1);

        await Scrub();

        Assert.Equal([0, 0], _batches.Values);
    }

    [Fact]
    public async Task A_company_that_wants_its_data_is_left_alone()
    {
        var young = Order("young", batches: 1, keeps: true, age: TimeSpan.FromSeconds(30));
        var old = Order("old", batches: 1, keeps: true, age: TimeSpan.FromHours(1));
        Order("off", batches: 1);

        await Scrub();

        Assert.Equal([1, 1, 0], _batches.Values);
        await _store.Received().Withdraw(old, Arg.Any<CancellationToken>());
        await _store.DidNotReceive().Withdraw(young, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task One_company_in_trouble_keeps_no_other_from_its_turn()
    {
        Order("broken", batches: 1);
        Order("well", batches: 1);
        _store.Scrub("broken", Arg.Any<IScrub>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).ThrowsAsync(new StorageUnavailableException("Away."));

        await Scrub();

        Assert.Equal([1, 0], _batches.Values);
    }

    private ScrubOrder Order(string company, int batches, bool keeps = false, TimeSpan age = default)
    {
        var order = new ScrubOrder(company, Now - age);
        _batches[company] = batches;
        var grain = Substitute.For<ICompanyGrain>();
        grain.GetSettings().Returns(new SyncSettings { StoreEeoData = keeps });
        _grains.GetGrain<ICompanyGrain>($"company:{company}").Returns(grain);
        _store.Scrub(company, Arg.Any<IScrub>(), Arg.Any<int>(), Arg.Any<CancellationToken>())
            .Returns(_ => _batches[company] == 0 ? null : new ScrubBatch(Changed: 1, EndsPass: --_batches[company] == 0));
        _store.FindDue(Arg.Any<int>(), Arg.Any<CancellationToken>())
            .Returns(_ => _batches.Where(one => one.Value > 0).Select(one => new ScrubOrder(one.Key, one.Key == "old" ? Now.AddHours(-1) : one.Key == "young" ? Now.AddSeconds(-30) : Now)).ToList());
        return order;
    }

    private async Task Scrub()
    {
        using var scrubber = new Scrubber(
            _store, Substitute.For<IRecordCompletion>(), _grains, Substitute.For<IHostApplicationLifetime>(), TimeProvider.System, new Random(1), NullLogger<Scrubber>.Instance);
        await scrubber.ScrubDue(Stop);
    }
}
