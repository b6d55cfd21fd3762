using System.Globalization;
using System.Web;

namespace Jobvite.Client.Tests;

/// <summary>Lists of what changed, which grow while they are read (docs/adr/0023).</summary>
public sealed class ChangedListTests
{
    [Fact]
    public async Task A_list_of_what_changed_ends_though_it_grows_at_every_look()
    {
        using var test = new ClientUnderTest();
        var changed = 5;
        test.Jobvite.Otherwise = request =>
        {
            var start = Start(request);
            // A storm: with each look three more have changed, and they come in before everything else.
            var ids = Enumerable.Range(0, changed).Reverse().Skip(start).Select(i => $$"""{"eId":"c{{i}}"}""");
            var answer = $$"""{"total":{{changed}},"candidates":[{{string.Join(',', ids)}}]}""";
            changed += 3;
            return StubJobvite.Json(answer);
        };

        var pages = await test.CandidatePages(new CandidatePageRequest { Start = 0, TotalBefore = 9, UpdatedSince = new DateOnly(2026, 3, 1) });

        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
        Assert.True(pages.Count <= 3);
    }

    [Fact]
    public async Task What_comes_in_before_the_reading_point_is_left_to_the_next_run()
    {
        var pages = await Read(["0 1 2 3 4 5 6 7 8 9", "0 1 2 3 4 5 6 7 8 9", "new1 new2 0 1 2 3 4 5 6 7 8 9"]);

        Assert.Equal(10, Ids(pages).Count);
        Assert.Equal(PageOutcome.Last, pages[^1].Outcome);
    }

    [Fact]
    public async Task An_entry_that_was_there_and_moved_before_the_reading_point_is_missed_and_that_is_said()
    {
        // 8 changes again before it is read, and four come in while the last page is asked for.
        var pages = await Read(["0 1 2 3 4 5 6 7 8 9", "8 0 1 2 3 4 5 6 7 9", "8 0 1 2 3 4 5 6 7 9", "a b c d 8 0 1 2 3 4 5 6 7 9"]);

        Assert.DoesNotContain("8", Ids(pages));
        Assert.NotEqual(PageOutcome.Last, pages[^1].Outcome);
        Assert.NotNull(pages[^1].IncompleteReason);
    }

    [Fact]
    public async Task A_total_that_speaks_of_more_than_the_list_shows_is_believed()
    {
        var pages = await Read(["0 1 2 3 4 5 6 7 8"], hidden: 3);

        Assert.Equal(9, Ids(pages).Count);
        Assert.Equal(PageOutcome.Ended, pages[^1].Outcome);
        Assert.Contains("more records: 12, but its list ended after 9", pages[^1].IncompleteReason, StringComparison.Ordinal);
    }

    private static int Start(HttpRequestMessage request) => int.Parse(HttpUtility.ParseQueryString(request.RequestUri!.Query)["start"]!, CultureInfo.InvariantCulture);

    private static HashSet<string> Ids(IEnumerable<JobvitePage<JobviteCandidate>> pages) => [.. pages.SelectMany(page => page.Records).Select(person => person.Id)];

    /// <summary>Reads pages of five from a list that is another one at each look, and then stays.</summary>
    private static async Task<List<JobvitePage<JobviteCandidate>>> Read(string[] looks, int hidden = 0)
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Otherwise = request =>
        {
            var list = looks[Math.Min(test.Jobvite.Requests.Count, looks.Length) - 1].Split(' ');
            var entries = list.Skip(Start(request)).Take(5).Select(id => $$"""{"eId":"{{id}}"}""");
            return StubJobvite.Json($$"""{"total":{{list.Length + hidden}},"candidates":[{{string.Join(',', entries)}}]}""");
        };
        return await test.CandidatePages(new CandidatePageRequest { PageSize = 5, UpdatedSince = new DateOnly(2026, 3, 1) });
    }
}
