using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class ScrubContract : StoreContract
{
    private const string Raw = """
        SELECT raw_json FROM jobs UNION ALL SELECT raw_json FROM candidates UNION ALL SELECT raw_json FROM applications
        UNION ALL SELECT raw_json FROM onboarding_processes UNION ALL SELECT raw_json FROM onboarding_tasks
        """;

    private static readonly PageRequest All = new(PageSize: 100);

    private IScrubStore Scrubs => Store.Get<IScrubStore>();

    [Fact]
    public async Task Everything_of_the_company_is_looked_through_what_is_marked_as_deleted_too()
    {
        await Fill(Company);
        await Fill(Other);
        Advance();
        await Runs.CancelAll(Company, "Enough.", Stop);
        await Records.DeleteUnseen(await Begin(), Stop);
        Assert.NotNull((await Candidate("p0")).DeletedAt);

        await Scrubs.Order(Company, Stop);
        Assert.Equal(50, await Pass());

        var mine = await Store.Look($"SELECT raw_json FROM ({Raw.Replace("SELECT raw_json FROM", "SELECT raw_json, company_id FROM", StringComparison.Ordinal)}) AS one WHERE company_id = '{Company}'");
        Assert.Equal(50, mine.Count);
        Assert.All(mine, raw => Assert.DoesNotContain("gender", raw, StringComparison.Ordinal));
        var others = await Reader.ListCandidates(Other, new CandidateFilter(), All, includeRaw: true, Stop);
        Assert.All(others.Items, one => Assert.Contains("gender", one.RawJson, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bodies_of_webhooks_are_too()
    {
        await Events.Append([.. Enumerable.Range(0, 30).Select(i => Event(i)), Event(0, Other)], Stop);

        await Scrubs.Order(Company, Stop);
        Assert.Equal(30, await Pass());

        foreach (var one in (await Reader.ListWebhooks(Company, new WebhookFilter(), All, Stop)).Items)
        {
            Assert.DoesNotContain("gender", await Body(Company, one.Id), StringComparison.Ordinal);
        }

        var theirs = (await Reader.ListWebhooks(Other, new WebhookFilter(), All, Stop)).Items[0];
        Assert.Contains("gender", await Body(Other, theirs.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_reads_the_same_without_EEO_data_finds_it_unchanged_and_one_with_them_brings_them_back()
    {
        await Save(Person("p1", eeo: true));
        var before = await Candidate("p1");
        Advance();
        await Scrubs.Order(Company, Stop);
        await Pass();
        Assert.Equal((before.UpdatedAt, false), ((await Candidate("p1")).UpdatedAt, (await Candidate("p1")).RawJson!.Contains("gender", StringComparison.Ordinal)));
        Advance();
        var run = await Begin();

        Assert.Equal(new UpsertCounts(0, 0, 1), (await SavePage(run, Person("p1", eeo: false))).Counts);
        Advance();
        Assert.Equal(new UpsertCounts(0, 1, 0), (await SavePage(run, Person("p1", eeo: true))).Counts);
        Assert.Contains("gender", (await Candidate("p1")).RawJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_is_not_recognized_by_what_it_came_with_before()
    {
        await Save(Person("p1", eeo: true) with { Digest = "with" }, Person("p2", eeo: false) with { Digest = "without" });
        await Scrubs.Order(Company, Stop);
        await Pass();

        Assert.Equal(["without"], (await Records.FindKnown(Company, [new EntryKey("a-p1", "with"), new EntryKey("a-p2", "without")], Stop)).Keys);
    }

    [Fact]
    public async Task An_order_goes_on_where_it_was_left_and_ends_with_a_second_pass_ten_minutes_later()
    {
        await Fill(Company);
        await Scrubs.Order(Company, Stop);
        await Scrubs.Scrub(Company, Scrub.Instance, 3, Stop);

        // Whoever comes next, in another process perhaps, knows nothing of the first.
        Assert.Equal([Company], (await Scrubs.FindDue(10, Stop)).Select(order => order.CompanyId));
        await Pass();
        Assert.Empty(await Scrubs.FindDue(10, Stop));
        Assert.Null(await Scrubs.Scrub(Company, Scrub.Instance, 3, Stop));

        await Save(Person("late", eeo: true));
        Advance(600);
        Assert.Single(await Scrubs.FindDue(10, Stop));
        Assert.Equal(2, await Pass());
        Advance(6000);
        Assert.Empty(await Scrubs.FindDue(10, Stop));
    }

    [Fact]
    public async Task Orders_are_found_the_last_one_first_begin_anew_when_repeated_and_can_be_withdrawn()
    {
        await Fill(Company);
        await Scrubs.Order(Company, Stop);
        Advance();
        await Scrubs.Order(Other, Stop);
        var first = (await Scrubs.FindDue(10, Stop))[1];
        Assert.Equal(Company, first.CompanyId);
        await Pass();

        Advance();
        await Scrubs.Order(Company, Stop);
        await Scrubs.Withdraw(first, Stop);
        Assert.Equal([Company, Other], (await Scrubs.FindDue(10, Stop)).Select(order => order.CompanyId));
        await Scrubs.Withdraw((await Scrubs.FindDue(10, Stop))[0], Stop);
        Assert.Equal([Other], (await Scrubs.FindDue(1, Stop)).Select(order => order.CompanyId));
        await Store.Get<ICompanyData>().Delete(Other, Stop);
        Assert.Empty(await Scrubs.FindDue(10, Stop));
    }

    [Fact]
    public async Task A_field_that_is_not_wanted_any_more_goes_from_columns_and_JSON_and_documents_with_it()
    {
        await Save(Sample.Person("p1", "jane@example.com", null, Sample.Application("a1", "Hired")) with
        {
            Mobile = "555",
            FirstName = "Jane",
            RawJson = """{"eId":"p1","mobile":"555","firstName":"Jane"}""",
            Documents = [.. Sample.Told(Sample.Document("cv.pdf", "text")), Sample.Resume("a1", Sample.Document("resume.pdf", "resume"))],
        });
        await Scrubs.Order(Company, Stop);
        Assert.NotNull(await Scrubs.FindOrder(Company, Stop));
        Assert.Null(await Scrubs.FindOrder(Other, Stop));

        while (!(await Scrubs.Scrub(Company, new WithoutMobile(), 7, Stop))!.EndsPass)
        {
        }

        var person = await Candidate("p1");
        Assert.Equal((null, "Jane", "jane@example.com"), (person.Mobile, person.FirstName, person.Email));
        Assert.DoesNotContain("555", person.RawJson, StringComparison.Ordinal);
        Assert.Equal(["cv.pdf text"], await Kept());
        Assert.Equal(["1"], await Store.Look("SELECT count(*) FROM candidates WHERE search_text IS NULL"));
    }

    [Fact]
    public async Task What_receivers_answered_about_changes_goes_too()
    {
        await Events.Append([.. Enumerable.Range(0, 20).Select(i => Event(i)), Event(0, Other)], Stop);
        await Store.Run("""
            INSERT INTO webhook_attempts (company_id, endpoint_id, change_id, id, at, succeeded, ms, answer)
            SELECT company_id, id, id, id, received_at, NOT signature_valid, 1, 'hello canary' FROM webhook_events
            """);
        await Scrubs.Order(Company, Stop);

        Assert.Equal(40, await Pass());

        Assert.Equal([Other], await Store.Look("SELECT company_id FROM webhook_attempts WHERE answer IS NOT NULL"));
    }

    private async Task<string> Body(string company, Guid id) => Encoding.UTF8.GetString((await Reader.GetWebhook(company, id, Stop))!.Payload.AsSpan());

    private async Task<int> Pass()
    {
        for (var changed = 0; ;)
        {
            var batch = (await Scrubs.Scrub(Company, Scrub.Instance, 7, Stop))!;
            changed += batch.Changed;
            if (batch.EndsPass)
            {
                return changed;
            }
        }
    }

    private async Task Fill(string company)
    {
        var refresh = Refresh(company: company);
        var range = Enumerable.Range(0, 10).ToList();
        await Records.SaveRefresh(refresh, [.. range.Select(i => Sample.Job($"j{i}") with { RawJson = Json($"j{i}") })], IncomingWins.Instance, Stop);
        await Records.SaveRefresh(refresh, [.. range.Select(i => Person($"p{i}", eeo: true))], IncomingWins.Instance, Stop);
        await Records.SaveRefresh(
            refresh,
            [.. range.Select(i => Sample.Process($"o{i}") with { RawJson = Json($"o{i}") })],
            [.. range.Select(i => Sample.Task($"t{i}", $"o{i}") with { RawJson = Json($"t{i}") })],
            IncomingWins.Instance,
            Stop);
    }

    private static CandidateRow Person(string id, bool eeo) =>
        Sample.Person(id, null, null, Sample.Application($"a-{id}") with { RawJson = Json($"a-{id}", eeo) }) with { RawJson = Json(id, eeo) };

    private static string Json(string id, bool eeo = true) => $$"""{"eId":"{{id}}"{{(eeo ? Scrub.Data : "")}}}""";

    private NewEvent Event(int number, string company = Company) => Sample.Event(Now.AddMilliseconds(number), company) with { Body = Encoding.UTF8.GetBytes(Json($"e{number}")) };

    private sealed class WithoutMobile : IScrub
    {
        public IReadOnlyCollection<string> DroppedDocuments => ["resume"];

        public string Record(string rawJson) => rawJson.Replace(",\"mobile\":\"555\"", "", StringComparison.Ordinal);

        public IReadOnlyCollection<string>? Cleared(string table) => table == "candidates" ? ["mobile", "raw_json = raw_json; --"] : null;

        public byte[] Body(byte[] body) => body;
    }

    private sealed class Scrub : IScrub
    {
        public const string Data = ",\"gender\":\"f\"";

        public static readonly Scrub Instance = new();

        public string Record(string rawJson) => rawJson.Replace(Data, "", StringComparison.Ordinal);

        public byte[] Body(byte[] body) => Encoding.UTF8.GetBytes(Record(Encoding.UTF8.GetString(body)));
    }
}
