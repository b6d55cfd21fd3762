using Jobvite.Silo.KeyRing;
using Microsoft.Extensions.Configuration;

namespace Jobvite.Silo.Tests.KeyRing;

internal static class Keys
{
    /// <summary>The bytes first, first + 1, … of a key.</summary>
    public static byte[] Bytes(int first) => [.. Enumerable.Range(first, WrappingKey.Length).Select(i => (byte)i)];

    public static string Text(int first) => Convert.ToBase64String(Bytes(first));

    public static WrappingKey Numbered(int first) => new(Bytes(first));

    public static WrappingKeys Configured(string? current = null, string? previous = null, string? tokenSecret = null) =>
        WrappingKeys.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["JOBVITE_ENCRYPTION_KEY"] = current,
            ["JOBVITE_ENCRYPTION_KEY_PREVIOUS"] = previous,
            ["JWT_SECRET_KEY"] = tokenSecret,
        }).Build());
}
