namespace Jobvite.Simulation.Tests;

/// <summary>Which record: its sort (<c>job</c>, <c>person</c>, <c>application</c>, <c>process</c>, <c>task</c>, <c>documents</c>) and its id.</summary>
internal readonly record struct Key(string Sort, string Id) : IComparable<Key>
{
    public int CompareTo(Key other) => (Sort, Id).CompareTo((other.Sort, other.Id));

    public override string ToString() => $"{Sort} {Id}";
}

/// <summary>All records at one moment: what there is at Jobvite, or what the mirror shows.</summary>
internal sealed class Picture
{
    public SortedDictionary<Key, SortedDictionary<string, string?>> Records { get; } = [];

    /// <summary>Stored, and marked as deleted, since when.</summary>
    public SortedDictionary<Key, DateTimeOffset> Deleted { get; } = [];

    /// <summary>They live, but whoever has not known them before cannot know of them.</summary>
    public HashSet<Key> Hidden { get; } = [];

    public SortedDictionary<string, string?> Add(string sort, string id)
    {
        var fields = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        Records[new Key(sort, id)] = fields;
        return fields;
    }

    /// <summary>Everything of a record in one line, to see whether it changed.</summary>
    public string? Line(Key key) => Records.TryGetValue(key, out var fields) ? string.Join('\n', fields.Select(static field => $"{field.Key}={field.Value}")) : null;

    /// <summary>What is wrong with one record of <paramref name="mirror"/>, when this is the truth; null when nothing is.</summary>
    public string? Difference(Picture mirror, Key key)
    {
        var there = Records.TryGetValue(key, out var expected);
        if (!mirror.Records.TryGetValue(key, out var actual))
        {
            return !there || (Hidden.Contains(key) && !mirror.Deleted.ContainsKey(key)) ? null : mirror.Deleted.ContainsKey(key) ? $"{key} lives and is marked as deleted" : $"{key} is missing";
        }

        if (!there)
        {
            return $"{key} is gone at Jobvite and still shown";
        }

        var wrong = expected!.Keys.Union(actual.Keys).Where(field => expected.GetValueOrDefault(field) != actual.GetValueOrDefault(field)).ToList();
        if (wrong.Count > 1)
        {
            // The whole record says the same once more.
            wrong.Remove("raw");
        }

        return wrong.Count == 0 ? null : $"{key}: " + string.Join("; ", wrong.Select(field => Difference(field, actual.GetValueOrDefault(field), expected.GetValueOrDefault(field))));
    }

    /// <summary>What is wrong with <paramref name="mirror"/>, when this is the truth.</summary>
    public List<string> Differences(Picture mirror) =>
        [.. Records.Keys.Union(mirror.Records.Keys).Order().Select(key => Difference(mirror, key)).OfType<string>()];

    private static string Difference(string field, string? actual, string? expected)
    {
        var same = (actual ?? "").Zip(expected ?? "").TakeWhile(static pair => pair.First == pair.Second).Count();
        var from = same > 60 ? same - 30 : 0;
        return $"{field} is {Short(actual, from)}, Jobvite has {Short(expected, from)}";
    }

    private static string Short(string? value, int from) => value is null ? "nothing"
        : $"'{(from > 0 ? "…" : "")}{value[Math.Min(from, value.Length)..Math.Min(from + 120, value.Length)]}{(from + 120 < value.Length ? "…" : "")}'";
}
