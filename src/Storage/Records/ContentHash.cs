using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Storage;

/// <summary>What tells whether a record's content is the one that is stored.</summary>
internal static class ContentHash
{
    // Part of every hash. Raise it when the columns read out of the JSON change: then every record counts as changed once, and the
    // next full run fills the new columns although Jobvite sends what it sent before.
    private const string Layout = "1";

    /// <summary>SHA-256, Base64, of a record's JSON and the id of the record it belongs to (empty when it stands alone).</summary>
    public static string Of(string rawJson, string owner)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Layout}\n{owner}\n"));
        hash.AppendData(Encoding.UTF8.GetBytes(rawJson));
        return Convert.ToBase64String(hash.GetHashAndReset());
    }
}
