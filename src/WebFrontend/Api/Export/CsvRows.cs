using System.Buffers;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Jobvite.WebFrontend;

/// <summary>
/// A table of the plain members of items and of their custom fields: RFC 4180, UTF-8 with a byte order mark, null as an empty cell and an empty text as
/// two quotation marks. A text that a spreadsheet would take for a formula gets an apostrophe in front.
/// </summary>
/// <param name="fieldCodes">Of the custom fields that rows may have.</param>
internal sealed class CsvRows<TItem>(IReadOnlyList<string> fieldCodes) : IRowWriter<TItem>
{
    private const string CustomFields = nameof(CandidateItem.CustomFields);

    private static readonly HashSet<Type> Plain =
        [typeof(string), typeof(Guid), typeof(DateTime), typeof(DateOnly), typeof(int), typeof(decimal), typeof(bool)];

    private static readonly (string Name, Func<TItem, object?> Value)[] Members =
    [
        .. typeof(TItem).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => Plain.Contains(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType))
            .Select(member => (JsonNamingPolicy.CamelCase.ConvertName(member.Name), new Func<TItem, object?>(item => member.GetValue(item)))),
    ];

    private static readonly Func<TItem, IReadOnlyDictionary<string, string>>? FieldsOf =
        typeof(TItem).GetProperty(CustomFields)?.GetMethod?.CreateDelegate<Func<TItem, IReadOnlyDictionary<string, string>>>();

    private readonly StringBuilder _line = new();

    public void Begin(IBufferWriter<byte> body)
    {
        body.Write(Encoding.UTF8.Preamble);
        foreach (var (name, _) in Members)
        {
            Add(name);
        }

        foreach (var code in FieldsOf is null ? [] : fieldCodes)
        {
            Add($"{JsonNamingPolicy.CamelCase.ConvertName(CustomFields)}.{code}");
        }

        End(body);
    }

    public void Write(IBufferWriter<byte> body, TItem row)
    {
        foreach (var (_, value) in Members)
        {
            Add(value(row));
        }

        if (FieldsOf is not null && fieldCodes.Count > 0)
        {
            var fields = FieldsOf(row);
            foreach (var code in fieldCodes)
            {
                Add(fields.GetValueOrDefault(code));
            }
        }

        End(body);
    }

    private void Add(object? value)
    {
        _line.Append(_line.Length == 0 ? "" : ",");
        switch (value)
        {
            case null:
                // The first cell of a line is an id, so a line is never mistaken for empty.
                break;
            case string text:
                CsvText.Append(_line, text);
                break;
            case DateTime at:
                _line.Append(at.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
                break;
            case DateOnly day:
                _line.Append(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case bool flag:
                _line.Append(flag ? "true" : "false");
                break;
            default:
                _line.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private void End(IBufferWriter<byte> body)
    {
        _line.Append("\r\n");
        foreach (var part in _line.GetChunks())
        {
            Encoding.UTF8.GetBytes(part.Span, body);
        }

        _line.Clear();
    }
}
