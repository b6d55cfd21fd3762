using System.Text;

namespace Jobvite.Silo.Import;

/// <summary>Reads CSV after RFC 4180, with <c>\N</c> and <c>NULL</c> outside of quotes for a missing value, as databases write them. Streams.</summary>
internal sealed class CsvRecords(TextReader text)
{
    /// <summary>In characters. A quote that is never closed ends here, and not at the end of the memory.</summary>
    private const int Longest = 1024 * 1024;

    private const int End = -1;
    private readonly StringBuilder _field = new();
    private readonly List<string?> _fields = [];
    private int _line = 1;
    private int _read;

    /// <summary>Record by record; blank lines are passed over. A record with a problem is the last one: where the next begins is not known.</summary>
    public IEnumerable<CsvRecord> Read()
    {
        while (text.Peek() != End)
        {
            var line = _line;
            _fields.Clear();
            _read = 0;
            if (ReadRecord() is { } problem)
            {
                yield return new(line, [], problem);
                yield break;
            }

            if (_fields is not [null])
            {
                yield return new(line, [.. _fields], null);
            }
        }
    }

    /// <summary>Reads fields up to the end of the record; or says what is wrong.</summary>
    private string? ReadRecord()
    {
        while (true)
        {
            var isQuoted = text.Peek() == '"';
            if ((isQuoted ? ReadQuoted() : ReadPlain()) is { } problem)
            {
                return problem;
            }

            var value = _field.ToString();
            _fields.Add(value.Length == 0 || (!isQuoted && value is "\\N" or "NULL") ? null : value);
            switch (Next())
            {
                case ',':
                    continue;
                case '\r' when text.Peek() == '\n':
                    Next();
                    return null;
                case '\r' or '\n' or End:
                    return null;
                default:
                    return value.EndsWith('\\')
                        ? "has a quote inside a value that is escaped by a backslash, as MySQL's INTO OUTFILE does; in CSV it is doubled. Export as docs/moving-in.md shows"
                        : "has something between a closing quote and the next comma";
            }
        }
    }

    private string? ReadPlain()
    {
        _field.Clear();
        while (text.Peek() is not (',' or '\r' or '\n' or End))
        {
            _field.Append((char)Next());
            if (_read > Longest)
            {
                return TooLong;
            }
        }

        return null;
    }

    private string? ReadQuoted()
    {
        _field.Clear();
        Next();
        while (true)
        {
            var c = Next();
            if (c == End)
            {
                return "has a quote that is never closed";
            }

            if (_read > Longest)
            {
                return TooLong;
            }

            if (c != '"')
            {
                _field.Append((char)c);
            }
            else if (text.Peek() == '"')
            {
                _field.Append((char)Next());
            }
            else
            {
                return null;
            }
        }
    }

    private static string TooLong => "is longer than 1 MiB; probably a quote is not closed";

    private int Next()
    {
        var c = text.Read();
        _read++;
        // Once for each of \n, \r\n and \r.
        if (c == '\n' || (c == '\r' && text.Peek() != '\n'))
        {
            _line++;
        }

        return c;
    }
}

/// <summary>One record.</summary>
/// <param name="Line">The line of the file on which it begins.</param>
/// <param name="Fields">Null for a missing or empty value.</param>
/// <param name="Problem">Why it cannot be read, without anything of its content; null when it can.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string?> Fields, string? Problem)
{
    /// <summary>Without the content, which holds secrets.</summary>
    public override string ToString() => $"CsvRecord {{ Line = {Line} }}";
}
