using System.Text;
using CsCheck;

namespace Jobvite.Client.Tests;

public sealed class RecognitionTests
{
    [Fact]
    public async Task A_known_entry_is_not_read_and_counts_for_the_end_of_the_list()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(Page(3, Entry("p1", "a1"), Entry("p2", "a2")));
        test.Jobvite.Then(Page(3, Entry("p2", "a2"), Entry("p3", "a3")));
        test.Jobvite.Then(Page(3, Entry("p3", "a3")));

        // What the first page shows as a record is known when the next one shows it again.
        var pages = await test.CandidatePages(new CandidatePageRequest { PageSize = 2, Recognize = Knows(("a2", "p2", 1), ("a1", "p1", 0)) });

        Assert.Equal([("p1", "a1")], pages[0].Known.Select(known => (known.CandidateId, known.ApplicationId)));
        Assert.Equal(["p2"], pages[0].Records.Select(record => record.Id));
        Assert.Equal([("p2", "a2")], pages[1].Known.Select(known => (known.CandidateId, known.ApplicationId)));
        Assert.Equal(["p3"], pages[1].Records.Select(record => record.Id));
        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
    }

    [Fact]
    public async Task The_digest_of_an_entry_is_of_its_bytes()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(Page(4, Entry("p1", "a1"), Entry("p1", "a1"), Entry("p1", "a1").Replace(":", ": ", StringComparison.Ordinal), Entry("p1", "a2")));

        var page = Assert.Single(await test.CandidatePages(new CandidatePageRequest { Recognize = Knows() }));

        var digests = page.Records.Select(record => record.Digest).ToList();
        Assert.Equal(digests[0], digests[1]);
        Assert.Equal(3, digests.Distinct().Count());
        Assert.DoesNotContain(null, digests);
    }

    [Fact]
    public async Task Nobody_asked_gives_no_digest()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(Page(1, Entry("p1", "a1")));

        Assert.Null(Assert.Single(Assert.Single(await test.CandidatePages()).Records).Digest);
    }

    [Theory]
    [InlineData("""{"eId":"p1"}""")]
    [InlineData("""{"eId":"p1","application":null}""")]
    [InlineData("""{"eId":"p1","application":{"id":"a1"}}""")]
    [InlineData("""{"eId":"p1","application":[{"eId":"a1"},{"workflowState":"New"}]}""")]
    public async Task An_entry_that_cannot_be_recognized_is_read_like_any_other(string entry)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(Page(1, entry));

        var page = Assert.Single(await test.CandidatePages(new CandidatePageRequest { Recognize = Knows() }));

        Assert.Equal(("p1", null), (Assert.Single(page.Records).Id, page.Records[0].Digest));
    }

    [Fact]
    public async Task An_application_whose_id_is_half_an_emoji_is_named()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then(Page(1, """{"eId":"p1","application":{"eId":"\uD800"}}"""));

        var page = Assert.Single(await test.CandidatePages(new CandidatePageRequest { Recognize = Knows() }));

        Assert.Contains("no usable id", Assert.Single(page.Malformed).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quick_look_sees_the_application_that_reading_finds()
    {
        var id = Gen.String[Gen.Char["abc019-_ é"], 1, 12].Where(text => text.Trim().Length > 0);
        string[] fillers = ["""{"application":{"eId":"no"}}""", """["eId",1]""", "\"x\"", "null", "1.5e3"];
        var filler = Gen.Int[0, fillers.Length - 1].Select(i => fillers[i]);
        Gen.Select(id, filler, filler, Gen.Bool).Sample((application, before, after, list) =>
        {
            var inner = $$"""{"job":{{before}},"eId":"{{application}}","x":{{after}}}""";
            var entry = $$"""{"other":{{before}},"application":{{(list ? $"[{inner}]" : inner)}},"eId":"p","more":{{after}}}""";

            return QuickLook.At(Encoding.UTF8.GetBytes(entry))!.ApplicationId == JobviteRecords.ParseCandidate(entry).Applications.Single().Id;
        });
    }

    private static string Entry(string person, string application) =>
        $$"""{"eId":"{{person}}","application":{"eId":"{{application}}","workflowState":"New"},"firstName":"Ada"}""";

    private static string Page(int total, params string[] entries) => $$"""{"total":{{total}},"candidates":[{{string.Join(',', entries)}}] }""";

    /// <summary>Knows applications from the page of this number on, counted from 0.</summary>
    private static RecognizeEntries Knows(params (string ApplicationId, string CandidateId, int FromPage)[] known)
    {
        var page = -1;
        return (entries, _) =>
        {
            page++;
            return Task.FromResult<IReadOnlyDictionary<string, KnownEntry>>(entries
                .Join(known.Where(one => one.FromPage <= page), entry => entry.ApplicationId, one => one.ApplicationId, (entry, one) => (entry.Digest, one))
                .ToDictionary(pair => pair.Digest, pair => new KnownEntry(pair.one.CandidateId, pair.one.ApplicationId)));
        };
    }
}
