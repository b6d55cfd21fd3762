using System.Collections.Immutable;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Storage;
using NSubstitute;

namespace Jobvite.Grains.Tests.Records;

public sealed class EntryFingerprintsTests
{
    private readonly IRecordStore _records = Substitute.For<IRecordStore>();
    private readonly List<string> _asked = [];
    private readonly HashSet<string> _stored = [];

    public EntryFingerprintsTests() => _records
        .FindKnown("acme", Arg.Any<IReadOnlyList<EntryKey>>(), Arg.Any<CancellationToken>())
        .Returns(call =>
        {
            var entries = call.Arg<IReadOnlyList<EntryKey>>();
            _asked.AddRange(entries.Select(entry => entry.Digest));
            return entries.Where(entry => _stored.Contains(entry.Digest)).ToDictionary(entry => entry.Digest, entry => new StoredEntry("p", entry.ApplicationId));
        });

    [Fact]
    public async Task Answers_come_by_the_digest_that_the_client_knows()
    {
        _stored.Add("--second");

        var known = await Recognize(Reading(new SyncSettings { SyncDocuments = false }), "first", "second");

        Assert.Equal([KeyValuePair.Create("second", new KnownEntry("p", "of second"))], known);
    }

    [Theory]
    [InlineData(false, false, "--x")]
    [InlineData(true, false, "e-x")]
    [InlineData(false, true, "-dx")]
    [InlineData(true, true, "edx")]
    public async Task What_is_kept_of_an_entry_belongs_to_its_digest(bool eeo, bool documents, string expected)
    {
        await Recognize(Reading(new SyncSettings { StoreEeoData = eeo, SyncDocuments = documents }), "x");

        Assert.Equal([expected], _asked);
    }

    [Fact]
    public async Task A_reading_that_knows_nothing_asks_for_few_pages_until_one_is_known()
    {
        var reading = Reading(new SyncSettings { SyncDocuments = false });
        for (var page = 1; page <= 18; page++)
        {
            await Recognize(reading, $"{page}");
        }

        Assert.Equal(["--1", "--2", "--10", "--18"], _asked);

        _stored.Add("--26");
        for (var page = 19; page <= 28; page++)
        {
            await Recognize(reading, $"{page}");
        }

        Assert.Equal(["--26", "--27", "--28"], _asked.Skip(4));
    }

    [Fact]
    public async Task A_page_of_which_nothing_can_be_recognized_is_not_asked_about()
    {
        Assert.Empty(await Recognize(Reading(new SyncSettings())));
        await _records.DidNotReceiveWithAnyArgs().FindKnown(default!, default!, TestContext.Current.CancellationToken);
    }

    private static Task<IReadOnlyDictionary<string, KnownEntry>> Recognize(EntryFingerprints reading, params string[] digests) =>
        reading.Recognize([.. digests.Select(digest => new EntryDigest($"of {digest}", digest))], TestContext.Current.CancellationToken);

    private EntryFingerprints Reading(SyncSettings settings) => new(_records, new CompanyConnection
    {
        CompanyId = "acme",
        Version = 1,
        Environment = JobviteEnvironment.Stage,
        AuthScheme = JobviteAuthScheme.Headers,
        ProtectedSecrets = ImmutableDictionary<string, string>.Empty,
        Settings = settings,
    });
}
