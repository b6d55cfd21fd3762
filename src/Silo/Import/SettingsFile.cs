using System.Text;
using System.Text.Json;
using Jobvite.Silo.Startup;

namespace Jobvite.Silo.Import;

/// <summary>The exported table <c>jobvite_settings</c>: CSV with a header, or NDJSON. It is streamed, and may be read several times.</summary>
internal sealed class SettingsFile
{
    /// <summary>In characters.</summary>
    private const int LongestLine = 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly string _path;
    private readonly bool _isJson;

    private SettingsFile(string path, bool isJson) => (_path, _isJson) = (path, isJson);

    /// <summary>Opens the file and looks what it is.</summary>
    /// <exception cref="StartupException">It cannot be used; the message holds nothing of its content.</exception>
    public static SettingsFile Open(string path)
    {
        using var reader = OpenText(path);
        return FirstCharacter(reader) switch
        {
            null => throw new StartupException($"The file {path} is empty."),
            '{' => new(path, isJson: true),
            '[' => throw new StartupException($"The file {path} is one JSON array. Export one object on each line (NDJSON), or CSV with a header; docs/moving-in.md shows how."),
            _ => new(path, isJson: false),
        };
    }

    /// <summary>Row by row.</summary>
    /// <exception cref="StartupException">The file cannot be used, or its header lacks a column.</exception>
    public IEnumerable<SourceRow> Read()
    {
        using var reader = OpenText(_path);
        using var rows = (_isJson ? ReadJson(reader) : ReadCsv(reader)).GetEnumerator();
        while (Next(rows))
        {
            yield return rows.Current;
        }
    }

    private bool Next(IEnumerator<SourceRow> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (DecoderFallbackException)
        {
            throw new StartupException($"The file {_path} is not UTF-8. Export it again with this encoding, or convert it with iconv.");
        }
        catch (IOException exception)
        {
            throw new StartupException($"The file {_path} cannot be read: {exception.Message}", exception);
        }
    }

    private static char? FirstCharacter(StreamReader reader)
    {
        try
        {
            for (var c = reader.Read(); c >= 0; c = reader.Read())
            {
                if (!char.IsWhiteSpace((char)c))
                {
                    return (char)c;
                }
            }
        }
        catch (DecoderFallbackException)
        {
            // Said when the rows are read.
            return '?';
        }

        return null;
    }

    private static StreamReader OpenText(string path)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, FileOptions.SequentialScan);
            return stream.CanSeek ? new StreamReader(stream, StrictUtf8, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024)
                : throw new StartupException($"{path} is no file that can be read twice. Write the export to a file first.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The file {path} cannot be read: {exception.Message}", exception);
        }
    }

    private IEnumerable<SourceRow> ReadCsv(StreamReader reader)
    {
        IReadOnlyList<string>? columns = null;
        foreach (var record in new CsvRecords(reader).Read())
        {
            if (columns is null)
            {
                columns = ReadHeader(record);
            }
            else if (record.Problem is not null)
            {
                yield return new(record.Line, $"the row {record.Problem}. The rest of the file was not read");
            }
            else if (record.Fields.Count != columns.Count)
            {
                yield return new(record.Line, $"the row has {record.Fields.Count} fields and the header {columns.Count}");
            }
            else
            {
                yield return new(record.Line, columns.Zip(record.Fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
            }
        }
    }

    /// <summary>A file without a header begins with secrets, so the message names what is missing and never what is there.</summary>
    private List<string> ReadHeader(CsvRecord record)
    {
        var columns = record.Fields.Select(field => (field ?? "").Trim().ToLowerInvariant()).ToList();
        if (columns is [var only] && (only.Contains("tenant_id;", StringComparison.Ordinal) || only.Contains(";tenant_id", StringComparison.Ordinal)))
        {
            throw new StartupException($"The columns of {_path} are separated by semicolons. Export it with commas; docs/moving-in.md shows how.");
        }

        if (columns is [var one] && one.Contains('\t', StringComparison.Ordinal))
        {
            throw new StartupException($"The columns of {_path} are separated by tabs. Export it with commas; docs/moving-in.md shows how.");
        }

        var missing = Module.Columns.Except(columns, StringComparer.Ordinal).ToList();
        return record.Problem is not null ? throw new StartupException($"The header of {_path} {record.Problem}.")
            : missing.Count == Module.Columns.Length ? throw new StartupException($"{_path} is neither NDJSON nor CSV with a header that names the columns of jobvite_settings ({string.Join(", ", Module.Columns)}).")
            : missing.Count > 0 ? throw new StartupException($"{_path} lacks the column {string.Join(", ", missing)}. Export it too; if the table does not have it, export NULL under that name.")
            : columns.Distinct(StringComparer.Ordinal).Count() < columns.Count ? throw new StartupException($"The header of {_path} names a column twice.")
            : columns;
    }

    private static IEnumerable<SourceRow> ReadJson(StreamReader reader)
    {
        var lines = new LineReader(reader, LongestLine);
        for (var number = 1; lines.Read(out var line); number++)
        {
            if (line is null)
            {
                yield return new(number, "the line is longer than 1 MiB");
            }
            else if (!string.IsNullOrWhiteSpace(line))
            {
                yield return ReadObject(number, line);
            }
        }
    }

    private static SourceRow ReadObject(int number, string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new(number, "the line is no JSON object");
            }

            var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                fields[member.Name.ToLowerInvariant()] = TextOf(member.Value);
            }

            return new(number, fields);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new(number, "the line is no valid JSON");
        }
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        _ => value.GetRawText(),
    };
}

/// <summary>One row of the export as it was written.</summary>
internal sealed record SourceRow
{
    private static readonly Dictionary<string, string?> None = [];

    public SourceRow(int line, IReadOnlyDictionary<string, string?> fields) => (Line, Fields) = (line, fields);

    public SourceRow(int line, string problem) => (Line, Fields, Problem) = (line, None, problem);

    /// <summary>The line of the file on which it begins.</summary>
    public int Line { get; }

    /// <summary>Column → text; null for NULL and for an empty text.</summary>
    public IReadOnlyDictionary<string, string?> Fields { get; }

    /// <summary>Why it cannot be read, without anything of its content; null when it can.</summary>
    public string? Problem { get; }

    public string? this[string column] => Fields.GetValueOrDefault(column);

    /// <summary>Without the content, which holds secrets.</summary>
    public override string ToString() => $"SourceRow {{ Line = {Line} }}";
}

/// <summary>Reads lines and does not keep one that is too long.</summary>
internal sealed class LineReader(TextReader text, int longest)
{
    private readonly StringBuilder _line = new();

    /// <summary>False at the end; null for a line that is too long.</summary>
    public bool Read(out string? line)
    {
        _line.Clear();
        line = null;
        if (text.Peek() < 0)
        {
            return false;
        }

        var length = 0;
        for (var c = text.Read(); c is >= 0 and not '\n'; c = text.Read())
        {
            if (++length <= longest)
            {
                _line.Append((char)c);
            }
        }

        line = length > longest ? null : _line.ToString();
        return true;
    }
}
