using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>
/// The fields of one object, listed once: a candidate with an application is asked for sixty names, and each question to the element itself
/// walks through all of its fields. Reads as <see cref="JsonFields"/> does, and must be disposed before the document.
/// </summary>
internal readonly ref struct RecordFields
{
    private readonly JsonElement _record;
    private readonly JsonProperty[] _fields;

    // Length, first and last letter of each name: enough to pass by nearly all others, and compared eight at a time.
    private readonly int[] _keys;
    private readonly int _count;
    private readonly bool _escaped;

    /// <param name="record">An object; of anything else no field is found.</param>
    public RecordFields(JsonElement record)
    {
        _record = record;
        var count = record.ValueKind == JsonValueKind.Object ? record.GetPropertyCount() : 0;
        _fields = ArrayPool<JsonProperty>.Shared.Rent(count);
        _keys = ArrayPool<int>.Shared.Rent(count);
        if (count > 0)
        {
            foreach (var property in record.EnumerateObject())
            {
                var name = JsonMarshal.GetRawUtf8PropertyName(property);
                _escaped |= name.Contains((byte)'\\');
                _fields[_count] = property;
                _keys[_count++] = name.IsEmpty ? 0 : Key(name.Length, name[0], name[^1]);
            }
        }
    }

    public void Dispose()
    {
        _fields.AsSpan(0, _count).Clear();
        ArrayPool<JsonProperty>.Shared.Return(_fields);
        ArrayPool<int>.Shared.Return(_keys);
    }

    /// <summary>The field's value; of several fields of one name the last one. Names are plain ASCII.</summary>
    public bool TryGet(string name, out JsonElement value)
    {
        if (_escaped)
        {
            return _record.TryGetProperty(name, out value);
        }

        var key = Key(name.Length, (byte)name[0], (byte)name[^1]);
        for (var keys = _keys.AsSpan(0, _count); keys.LastIndexOf(key) is >= 0 and var i; keys = keys[..i])
        {
            if (Ascii.Equals(JsonMarshal.GetRawUtf8PropertyName(_fields[i]), name))
            {
                value = _fields[i].Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <inheritdoc cref="JsonFields.Member"/>
    public JsonElement? Member(string name, JsonValueKind kind) => TryGet(name, out var value) && value.ValueKind == kind ? value : null;

    /// <inheritdoc cref="JsonFields.Text"/>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (TryGet(name, out var value) && JsonFields.ScalarText(value) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <inheritdoc cref="JsonFields.Id"/>
    public string? Id(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(name)?.Trim() is { Length: > 0 } id)
            {
                return JsonFields.IsPlausibleId(id) ? id : null;
            }
        }

        return null;
    }

    /// <inheritdoc cref="JsonFields.Flag"/>
    public bool? Flag(string name) => JsonFields.ParseFlag(Text(name));

    /// <inheritdoc cref="JsonFields.Count"/>
    public long? Count(string name) => JsonFields.ParseCount(Text(name));

    /// <inheritdoc cref="JsonFields.CustomFields"/>
    public IReadOnlyList<JobviteCustomField> CustomFields() =>
        JsonFields.ReadCustomFields(Member("customField", JsonValueKind.Array) ?? Member("customFields", JsonValueKind.Array));

    /// <inheritdoc cref="JsonFields.Date"/>
    public DateTimeOffset? Date(string name) => Text(name)?.Trim() is { } text ? DateText.Instant(text) : null;

    /// <inheritdoc cref="DateText.Day"/>
    public DateOnly? Day(string name) => Text(name)?.Trim() is { } text ? DateText.Day(text) : null;

    private static int Key(int length, byte first, byte last) => (length << 16) | (first << 8) | last;
}
