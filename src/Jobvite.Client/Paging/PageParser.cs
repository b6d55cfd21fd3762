using System.Globalization;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Takes the records out of a successful answer, one at a time: never more than one record is held as a JSON tree.</summary>
internal static class PageParser
{
    /// <summary>No limit: one record that is too deep must not spoil its page, and reading past it takes one bit a level.</summary>
    public const int MaxDepth = int.MaxValue;

    private const string Success = "a success";

    /// <summary>What <see cref="RawPage{T}.InsteadOfNone"/> says of an empty list with nothing around it.</summary>
    public const string BareList = "a bare []";

    /// <summary>What was asked for by its id; null when the answer neither has it nor says that there is none.</summary>
    /// <param name="root">The answer.</param>
    /// <param name="shape">What to look for.</param>
    /// <param name="keepEeoData">Whether EEO fields stay in the records.</param>
    /// <param name="mayBeBare">Whether the answer may be one record with nothing around it.</param>
    /// <param name="excluded">Fields that are not kept.</param>
    public static RawPage<T>? Parse<T>(AnswerRoot root, RecordShape<T> shape, bool keepEeoData, bool mayBeBare, ExcludedFields? excluded = null) =>
        Split(root, shape, mayBeBare) is { } entries && entries.InsteadOfNone != Success ? Read(entries, Recognition.None, shape, keepEeoData, excluded) : null;

    /// <summary>The entries as they lie in the answer, unread; null when there is no list and nothing that may mean an empty one.</summary>
    public static RawEntries? Split<T>(AnswerRoot root, RecordShape<T> shape, bool mayBeBare)
    {
        var total = Total(root);
        if (Find(root, shape, mayBeBare) is not { } list)
        {
            return total == 0 ? new RawEntries([], total)
                : total is null && InsteadOfNone(root, shape) is { } instead ? new RawEntries([], null) { InsteadOfNone = instead }
                : null;
        }

        var reader = new Utf8JsonReader(list.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return new RawEntries([list], total);
        }

        var entries = new List<ReadOnlyMemory<byte>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            entries.Add(list[start..(int)reader.BytesConsumed]);
        }

        return new RawEntries(entries, total) { InsteadOfNone = entries.Count == 0 && !root.IsObject ? BareList : null };
    }

    /// <summary>Reads the entries that are not recognized.</summary>
    public static RawPage<T> Read<T>(RawEntries entries, Recognition recognition, RecordShape<T> shape, bool keepEeoData, ExcludedFields? excluded = null)
    {
        var page = new EntryReader<T>(shape, keepEeoData, excluded ?? ExcludedFields.None);
        for (var i = 0; i < entries.Items.Count; i++)
        {
            page.Add(entries.Items[i], recognition.DigestOf(i), recognition.Known(i));
        }

        return page.ToPage(entries.Total);
    }

    private static ReadOnlyMemory<byte>? Find<T>(AnswerRoot root, RecordShape<T> shape, bool mayBeBare)
    {
        var isBare = mayBeBare && root.IsObject
            && Array.Exists(shape.IdNames, name => root.Has(name, out var kind) && kind is JsonTokenType.String or JsonTokenType.Number);
        if (isBare || root.Kind == JsonTokenType.StartArray)
        {
            return isBare ? root.WithoutStatus() : root.Body;
        }

        foreach (var name in shape.ListNames)
        {
            if (!root.Has(name, out var kind))
            {
                continue;
            }

            if (kind == JsonTokenType.StartArray)
            {
                return root.Value(name);
            }

            // One record by itself, or the list one level further down.
            if (kind == JsonTokenType.StartObject && AnswerRoot.TryRead(root.Value(name)) is { } inner && Find(inner, shape, mayBeBare: true) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static string? InsteadOfNone<T>(AnswerRoot root, RecordShape<T> shape) =>
        Array.Exists(shape.ListNames, name => root.Has(name, out var kind) && kind == JsonTokenType.Null) ? "null"
        : ErrorReport.SaysSuccess(root) ? Success
        : null;

    private static int? Total(AnswerRoot root)
        => int.TryParse(JsonFields.ScalarText(root.Small("total")), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;
}
