using System.Text;
using Jobvite.Silo.Import;
using Jobvite.Silo.Startup;

namespace Jobvite.Silo.Tests.Import;

public sealed class SettingsFileTests : IDisposable
{
    private static readonly string Header = string.Join(',', Module.Columns);
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void The_same_table_is_the_same_in_both_forms()
    {
        var csv = SettingsFile.Open(Export.Path("settings.csv")).Read().Select(row => row.Fields);
        var json = SettingsFile.Open(Export.Path("settings.ndjson")).Read().Select(row => row.Fields);

        Assert.Equal(json, csv);
    }

    [Fact]
    public void A_byte_order_mark_capitals_other_columns_and_their_order_do_not_matter()
    {
        var columns = Module.Columns.Reverse().Prepend("id").ToList();
        var row = Assert.Single(Read($"\uFEFF{string.Join(',', columns).ToUpperInvariant()}\r\n{string.Join(',', columns.Select(column => "the " + column))}\r\n"));

        Assert.Equal("the api_key", row[Module.ApiKey]);
        Assert.Equal("id", Assert.Single(Survey.Of([row]).OtherColumns));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \n\n", "is empty")]
    [InlineData("[{\"tenant_id\": 1}]", "one JSON array")]
    [InlineData("id;tenant_id;api_key\n1;2;canary", "separated by semicolons")]
    [InlineData("tenant_id\tapi_key\n1\tcanary", "separated by tabs")]
    [InlineData("7,canary,stage\n8,canary,prod", "neither NDJSON nor CSV with a header")]
    [InlineData("\"canary", "a quote that is never closed")]
    public void A_file_that_is_something_else_is_named_without_its_content(string text, string expected)
    {
        var exception = Assert.Throws<StartupException>(() => Read(text));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        var exception = Assert.Throws<StartupException>(() => Read(Header.Replace("company_id,", "", StringComparison.Ordinal) + "\n1"));

        Assert.Contains("lacks the column company_id.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_there_twice_is_refused() =>
        Assert.Contains("twice", Assert.Throws<StartupException>(() => Read(Header + ",api_key\n1")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_row_with_more_fields_than_the_header_has_is_named_and_the_next_is_read()
    {
        var rows = Read($"{Header}\n1,2\n{string.Join(',', Module.Columns)}\n");

        Assert.Equal("the row has 2 fields and the header 13", rows[0].Problem);
        Assert.Null(rows[1].Problem);
    }

    [Fact]
    public void Broken_lines_of_NDJSON_are_named_by_their_number_and_the_others_are_read()
    {
        var rows = Read($"{{\"tenant_id\": 7, \"is_active\": true, \"sync_config\": {{\"syncJobs\": true}}}}\n{{\"tenant_id\":\n\n7\n{{\"tenant_id\": 8}}\n{{\"api_key\": \"{new string('x', 1_100_000)}\"}}\n");

        Assert.Equal([1, 2, 4, 5, 6], rows.Select(row => row.Line));
        Assert.Equal([null, "the line is no valid JSON", "the line is no JSON object", null, "the line is longer than 1 MiB"], rows.Select(row => row.Problem));
        Assert.Equal(("7", "true", "{\"syncJobs\": true}"), (rows[0][Module.TenantId], rows[0][Module.IsActive], rows[0][Module.SyncConfig]));
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        var path = _directory.File("latin1.csv");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(Header + "\nM"), 0xFC, .. "ller\n"u8]);

        Assert.Contains("not UTF-8", Assert.Throws<StartupException>(() => SettingsFile.Open(path).Read().ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_named() =>
        Assert.Contains("nowhere.csv", Assert.Throws<StartupException>(() => SettingsFile.Open(_directory.File("nowhere.csv"))).Message, StringComparison.Ordinal);

    public void Dispose() => _directory.Dispose();

    private List<SourceRow> Read(string text)
    {
        var path = _directory.File("export");
        File.WriteAllText(path, text);
        return [.. SettingsFile.Open(path).Read()];
    }
}
