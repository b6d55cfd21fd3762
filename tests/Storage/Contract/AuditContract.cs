using System.Globalization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>The audit trail, its chain, and what the check finds.</summary>
public abstract class AuditContract : StoreContract
{
    private static readonly AuditFilter Every = new();

    private IAuditLog Log => Store.Get<IAuditLog>();

    private IAuditReader Trail => Store.Get<IAuditReader>();

    private IAuditChain Chain => Store.Get<IAuditChain>();

    /// <summary>Another store on the same database.</summary>
    protected abstract IStore OpenAnother();

    /// <summary>Closes it and leaves the database.</summary>
    protected abstract ValueTask Close(IStore another);

    [Fact]
    public async Task A_row_shows_everything_that_was_noted()
    {
        await Log.Append(Entry("configure") with { TokenId = "jti-1", Address = "2001:db8::1", About = "c-1", Outcome = AuditOutcomes.Refused }, Stop);

        var row = (await Trail.List(Company, "tenant", Every, new PageRequest(), Stop)).Items.Single();

        Assert.Equal(("configure", "sub", "a@example.com", "jti-1", "2001:db8::1"), (row.Action, row.Sub, row.Email, row.TokenId, row.Address));
        Assert.Equal(("c-1", "details", AuditOutcomes.Refused, Now), (row.Subject, row.Details, row.Outcome, row.At));
    }

    [Fact]
    public async Task Rows_are_filtered_by_action_subject_person_and_time()
    {
        await Log.Append(Entry("configure"), Stop);
        Advance();
        await Log.Append(Entry("document.download") with { About = "d-1", Subject = "other", Email = null }, Stop);
        Advance();
        await Log.Append(Entry("document.download") with { About = "d-2" }, Stop);

        Assert.Equal(["d-2", "d-1"], await Subjects(new AuditFilter { Action = "document.download" }));
        Assert.Equal(["d-1"], await Subjects(new AuditFilter { Subject = "d-1" }));
        Assert.Equal(["d-2", null], await Subjects(new AuditFilter { Actor = "a@example.com" }));
        Assert.Equal(["d-1"], await Subjects(new AuditFilter { Actor = "other" }));
        Assert.Equal(["d-2"], await Subjects(new AuditFilter { DateFrom = Now }));
        Assert.Equal(["d-1", null], await Subjects(new AuditFilter { DateTo = Now }));
        Assert.Equal(["d-1"], (await Trail.Find(Company, "tenant", "document.download", ["d-1", "d-9"], Stop)).Select(row => row.Subject));

        async Task<IEnumerable<string?>> Subjects(AuditFilter filter) => (await Trail.List(Company, "tenant", filter, new PageRequest(), Stop)).Items.Select(row => row.Subject);
    }

    [Fact]
    public async Task Another_tenants_rows_of_the_same_company_are_not_shown()
    {
        await Log.Append(Entry("configure"), Stop);
        await Log.Append(Entry("configure") with { TenantId = "former" }, Stop);

        Assert.Equal(1, (await Trail.List(Company, "tenant", Every, new PageRequest(), Stop)).Total);
        Assert.Single(await Trail.ReadDown(Company, "tenant", Every, before: null, 10, Stop));
        Assert.Equal(2, (await Trail.List(Company, null, Every, new PageRequest(), Stop)).Total);
        Assert.Equal(0, (await Trail.List(Other, "tenant", Every, new PageRequest(), Stop)).Total);
    }

    [Fact]
    public async Task Rows_are_paged_by_number_by_cursor_and_downwards()
    {
        await Append(7);
        var whole = (await Trail.List(Company, "tenant", Every, new PageRequest(PageSize: 100), Stop)).Items.Select(row => row.Subject).ToList();

        List<string?> byNumber = [], byCursor = [], upwards = [], downwards = [];
        for (var number = 1; number <= 3; number++)
        {
            var page = await Trail.List(Company, "tenant", Every, new PageRequest(number, 3), Stop);
            Assert.Equal(7, page.Total);
            byNumber.AddRange(page.Items.Select(row => row.Subject));
        }

        await Walk(byCursor, sort: null);
        await Walk(upwards, new ListSort(SortColumn.Changed, Descending: false));
        for (AuditMark? before = null; await Trail.ReadDown(Company, "tenant", Every, before, 3, Stop) is { Count: > 0 } rows; before = new(rows[^1].At, rows[^1].Id))
        {
            downwards.AddRange(rows.Select(row => row.Subject));
        }

        Assert.Equal(["6", "5", "4", "3", "2", "1", "0"], whole);
        Assert.Equal(whole, byNumber);
        Assert.Equal(whole, byCursor);
        Assert.Equal(whole, downwards);
        Assert.Equal(whole.AsEnumerable().Reverse(), upwards);
        var foreign = (await Trail.List(Company, "tenant", Every, new PageRequest(1, 3), Stop)).NextCursor;
        await Assert.ThrowsAsync<InvalidCursorException>(() => Trail.List(Other, "tenant", Every, new PageRequest(1, 3, foreign), Stop));

        async Task Walk(List<string?> seen, ListSort? sort)
        {
            for (string? cursor = null, next = ""; next is not null;)
            {
                var page = await Trail.List(Company, "tenant", Every, new PageRequest(1, 3, cursor, sort), Stop);
                seen.AddRange(page.Items.Select(row => row.Subject));
                next = page.NextCursor;
                cursor = next;
            }
        }
    }

    [Fact]
    public async Task Text_that_no_database_can_hold_is_cut_and_stays_checkable()
    {
        await Log.Append(Entry("configure") with { Subject = "half \ud83d", Email = "nul\0@example.com", Details = new string('ä', 9000), About = null }, Stop);

        var row = (await Trail.List(Company, "tenant", Every, new PageRequest(), Stop)).Items.Single();
        Assert.Equal(("half \ufffd", "nul@example.com", 8000), (row.Sub, row.Email, row.Details!.Length));
        await HoldsTogether(1);
    }

    [Fact]
    public async Task Writers_of_two_stores_at_once_make_one_chain()
    {
        var second = OpenAnother();
        IStore[] stores = [Store, second];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; i < 25; i++)
                {
                    await stores[writer % 2].Get<IAuditLog>().Append(Entry("sync.start") with { CompanyId = i % 5 == 0 ? Other : Company }, Stop);
                }
            },
            Stop)));
        await Close(second);

        await HoldsTogether(160);
        Assert.Equal(40, (await Chain.Check(Other, null, Stop)).Rows);
        Assert.Equal(Enumerable.Range(1, 160).Select(i => $"{i}"), await Store.Look($"SELECT position FROM audit_log WHERE company_id = '{Company}' ORDER BY at"));
        Assert.Equal([Company, Other], await Chain.ListCompanies(Stop));
    }

    [Theory]
    [InlineData("action = 'sync.cancel'")]
    [InlineData("email = 'somebody@example.com'")]
    [InlineData("address = '192.0.2.1'")]
    [InlineData("details = NULL")]
    [InlineData("tenant_id = 'else'")]
    [InlineData("outcome = 'failed'")]
    [InlineData("hash = 'ff'")]
    public async Task A_row_that_was_changed_by_hand_is_found(string change)
    {
        await Append(5);
        await Store.Run($"UPDATE audit_log SET {change} WHERE company_id = '{Company}' AND position = 3");

        var report = await Chain.Check(Company, null, Stop);

        Assert.Contains("Row 3, ", report.Breaks[0], StringComparison.Ordinal);
        Assert.All(report.Breaks.Skip(1), text => Assert.StartsWith("Row 4, ", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_was_changed_with_its_hash_is_found_at_the_next_one()
    {
        await Append(3);
        await Forge(2, "forged@example.com");

        var report = await Chain.Check(Company, null, Stop);

        Assert.StartsWith("Row 3, ", Assert.Single(report.Breaks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("position = 3", "Row 3 is missing.")]
    [InlineData("position IN (2, 3)", "Rows 2 to 3 are missing.")]
    [InlineData("position = 1", "Row 1 is missing.")]
    [InlineData("position >= 4", "Rows 4 to 5 are missing.")]
    [InlineData("position > 0", "Rows 1 to 5 are missing.")]
    public async Task A_row_that_was_removed_is_found(string which, string expected)
    {
        await Append(5);
        await Store.Run($"DELETE FROM audit_log WHERE company_id = '{Company}' AND {which}");

        Assert.Equal([expected], (await Chain.Check(Company, null, Stop)).Breaks);
    }

    [Fact]
    public async Task A_row_that_was_put_in_is_found()
    {
        await Append(2);
        await Insert("0198aaaa-0000-7000-8000-000000000001", "NULL", "NULL");
        await Insert("0198aaaa-0000-7000-8000-000000000002", "3", "'00'");

        var breaks = (await Chain.Check(Company, null, Stop)).Breaks;

        Assert.Contains(breaks, text => text.StartsWith("Row 3, ", StringComparison.Ordinal) && text.Contains("beyond the end", StringComparison.Ordinal));
        Assert.Contains(breaks, text => text.Contains("0198aaaa-0000-7000-8000-000000000001", StringComparison.Ordinal) && text.Contains("has no number", StringComparison.Ordinal));

        Task Insert(string id, string position, string hash) => Store.Run(
            $"INSERT INTO audit_log (company_id, id, at, action, tenant_id, position, hash) SELECT company_id, '{id}', at, action, tenant_id, {position}, {hash} FROM audit_log WHERE company_id = '{Company}' AND position = 1");
    }

    [Fact]
    public async Task A_chain_that_was_written_anew_is_found_by_who_knew_its_end()
    {
        await Append(5);
        var known = (await Chain.Check(Company, null, Stop)).Head!;
        await Append(2);
        Assert.Empty((await Chain.Check(Company, known, Stop)).Breaks);

        await Store.Run($"DELETE FROM audit_log; DELETE FROM audit_chains");
        await Append(3);
        Assert.Contains("knew row 5; the chain ends with row 3", Assert.Single((await Chain.Check(Company, known, Stop)).Breaks), StringComparison.Ordinal);
        await Append(4);
        Assert.Contains("Row 5 has another hash", Assert.Single((await Chain.Check(Company, known, Stop)).Breaks), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trimming_takes_the_beginning_of_the_chain_and_leaves_it_checkable()
    {
        await Append(4);
        await Log.Append(Entry("configure") with { CompanyId = Other }, Stop);
        Advance();
        await Append(3);
        var known = (await Chain.Check(Company, null, Stop)).Head!;

        Assert.Equal(2, (await Trim(limit: 2)).Removed);
        Assert.Empty((await Chain.Check(Company, known, Stop)).Breaks);
        Assert.Equal(3, (await Trim(limit: 100)).Removed);
        var report = await Chain.Check(Company, known, Stop);
        Assert.Equal((5, 3, 0), (report.First, report.Rows, report.Breaks.Count));

        Advance(3600);
        Assert.Equal(3, (await Trim(limit: 100)).Removed);
        Assert.Equal((0L, 7L, 0), ((await Chain.Check(Company, known, Stop)).Rows, (await Chain.Check(Company, known, Stop)).Head!.Position, (await Chain.Check(Company, known, Stop)).Breaks.Count));
        await Append(1);
        Assert.Equal((8, 1, 0), ((await Chain.Check(Company, known, Stop)).First, (await Chain.Check(Company, known, Stop)).Rows, (await Chain.Check(Company, known, Stop)).Breaks.Count));

        await Store.Run($"UPDATE audit_log SET email = 'x' WHERE position = 8");
        Assert.Single((await Chain.Check(Company, known, Stop)).Breaks);

        async Task<TrimBatch> Trim(int limit) => (await Store.Get<IHistoryTrimmer>().Trim(History.AuditEntries, Now, after: null, limit, Stop))!;
    }

    [Fact]
    public async Task Rows_from_before_the_chain_get_their_places_with_the_next_row()
    {
        for (var i = 0; i < 3; i++)
        {
            await Store.Run($"INSERT INTO audit_log (company_id, id, at, action, tenant_id) VALUES ('{Company}', '0198aaaa-0000-7000-8000-00000000000{i}', {TimeOf(Now)}, 'configure', 'tenant')");
        }

        var before = await Chain.Check(Company, null, Stop);
        Assert.Equal((3, 0), (before.Unnumbered, before.Breaks.Count));

        await Append(2);

        await HoldsTogether(5);
        Assert.Equal(5, (await Trail.List(Company, "tenant", Every, new PageRequest(), Stop)).Total);
    }

    [Fact]
    public async Task The_migration_gives_rows_from_before_the_names_of_the_contract()
    {
        (string Action, string? Details)[] before =
        [
            ("rotate-keys", null), ("sync", "Jobs Full"), ("cancel", "Jobs"), ("replay", "event e-1"), ("replay", "3 events"), ("download", "document d-1"),
            ("milestones", "process p-1"), ("disconnect-and-delete", null), ("configure", "fields: apiKey"),
        ];
        foreach (var (row, i) in before.Select((row, i) => (row, i)))
        {
            await Store.Run($"INSERT INTO audit_log (company_id, id, at, action, tenant_id, details) VALUES ('{Company}', '0198aaaa-0000-7000-8000-00000000000{i}', {TimeOf(Now)}, '{row.Action}', 'tenant', {(row.Details is null ? "NULL" : $"'{row.Details}'")})");
        }

        var script = MigrationScripts.Of(Provider).Single(one => one.Name == "0053_audit_chain.sql").Contents;
        var rename = script[script.IndexOf("UPDATE audit_log", StringComparison.Ordinal)..];
        await Store.Run(rename[..rename.IndexOf(';', StringComparison.Ordinal)]);

        var rows = (await Trail.List(Company, "tenant", Every, new PageRequest(Sort: new ListSort(SortColumn.Changed, Descending: false)), Stop)).Items;
        Assert.Equal(
            [
                ("keys.rotate", null, null), ("sync.start", null, "Jobs Full"), ("sync.cancel", null, "Jobs"), ("webhooks.replay", "e-1", null), ("webhooks.replay", null, "3 events"),
                ("document.download", "d-1", null), ("milestones.update", "p-1", null), ("disconnect", null, "with everything that was stored"), ("configure", null, "fields: apiKey"),
            ],
            rows.Select(row => (row.Action, row.Subject, row.Details)));
    }

    /// <summary>Whose migrations it has.</summary>
    protected abstract string Provider { get; }

    /// <summary>An instant as a literal of the database.</summary>
    protected abstract string TimeOf(DateTimeOffset at);

    private AuditEntry Entry(string action) => new(Company, Now, action, "tenant", "sub", "a@example.com", "details");

    private async Task Append(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Log.Append(Entry("sync.start") with { About = i.ToString(CultureInfo.InvariantCulture) }, Stop);
        }
    }

    private async Task HoldsTogether(int rows)
    {
        var report = await Chain.Check(Company, null, Stop);
        Assert.Empty(report.Breaks);
        Assert.Equal((rows, rows, 0), (report.Rows, report.Head!.Position, report.Unnumbered));
    }

    /// <summary>What somebody does who knows how hashes are made.</summary>
    private async Task Forge(int position, string email)
    {
        var previous = (await Store.Look($"SELECT hash FROM audit_log WHERE position = {position - 1}"))[0];
        var id = Guid.Parse((await Store.Look($"SELECT id FROM audit_log WHERE position = {position}"))[0]);
        var at = (await Trail.List(Company, null, Every, new PageRequest(), Stop)).Items.Single(row => row.Id == id).At;
        var forged = new AuditRow(id, Entry("sync.start") with { At = at, About = $"{position - 1}", Email = email });
        await Store.Run($"UPDATE audit_log SET email = '{email}', hash = '{forged.HashAt(position, previous)}' WHERE position = {position}");
    }
}
