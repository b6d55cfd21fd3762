using Jobvite.Silo.Import;

namespace Jobvite.Silo.Tests.Import;

public sealed class CsvRecordsTests
{
    [Fact]
    public void Quotes_hold_commas_line_ends_and_doubled_quotes()
    {
        var records = Read("a,\"b,c\"\n\"x\r\ny\",\"say \"\"hi\"\"\"\r\n\r\nlast,row");

        Assert.Equal([1, 2, 5], records.Select(record => record.Line));
        Assert.Equal([["a", "b,c"], ["x\r\ny", "say \"hi\""], ["last", "row"]], records.Select(record => record.Fields));
    }

    [Fact]
    public void What_databases_write_for_a_missing_value_is_none()
    {
        var record = Assert.Single(Read("\\N,NULL,,\"\",\"NULL\""));

        Assert.Equal([null, null, null, null, "NULL"], record.Fields);
    }

    [Theory]
    [InlineData("a\n\"b\nc,d", 2, "a quote that is never closed")]
    [InlineData("\"a\"b\nc", 1, "between a closing quote and the next comma")]
    [InlineData("\"{\\\"a\\\": 1}\"\nc", 1, "escaped by a backslash")]
    public void A_record_that_cannot_be_read_is_the_last(string text, int line, string expected)
    {
        var last = Read(text)[^1];

        Assert.Equal(line, last.Line);
        Assert.Contains(expected, last.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_take_the_whole_file_into_memory()
    {
        var text = new EndlessText("\"never closed ");

        Assert.Contains("1 MiB", Assert.Single(new CsvRecords(text).Read()).Problem, StringComparison.Ordinal);
        Assert.InRange(text.Taken, 1, 2_000_000);
    }

    private static List<CsvRecord> Read(string text) => [.. new CsvRecords(new StringReader(text)).Read()];

    private sealed class EndlessText(string pattern) : TextReader
    {
        public int Taken { get; private set; }

        // Only the first quote opens.
        public override int Peek() => Taken < pattern.Length ? pattern[Taken] : 'x';

        public override int Read()
        {
            var c = Peek();
            Taken++;
            return c;
        }
    }
}
