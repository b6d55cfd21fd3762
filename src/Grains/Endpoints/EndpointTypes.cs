using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Endpoints;

/// <summary>Types as customers write them, and those that they mean.</summary>
internal static class EndpointTypes
{
    public static bool Exists(string pattern) =>
        pattern == "*" || FeedTypes.All.Contains(pattern) || (pattern.EndsWith(".*", StringComparison.Ordinal) && FeedTypes.Kinds.Contains(pattern[..^2]));

    /// <summary>Empty: all.</summary>
    public static ImmutableArray<string> Of(ImmutableArray<string> patterns)
    {
        string[] wanted = [.. FeedTypes.All.Where(type => patterns.Any(pattern => pattern == "*" || pattern == type || pattern == $"{FeedTypes.KindOf(type)}.*"))];
        return patterns.IsEmpty || wanted.Length == FeedTypes.All.Length ? [] : [.. wanted];
    }
}
