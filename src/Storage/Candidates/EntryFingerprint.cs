using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Storage;

/// <summary>
/// What is stored beside an application to recognize the entry of Jobvite's list that it came with. It holds good only for the person and the
/// application as they were stored from that entry: whatever else changes one of them, the entry is no longer recognized, and is read.
/// </summary>
internal static class EntryFingerprint
{
    /// <summary>A mark of an entry that is still the same but for its bytes is renewed when it is so old: some answers may never come twice in the same bytes.</summary>
    public static readonly TimeSpan RenewedAfter = TimeSpan.FromDays(7);

    /// <summary>
    /// Raise it when other documents than before are read out of entries: then all are read once more, and no record counts as changed for it.
    /// </summary>
    private const string Documents = "2";

    /// <summary>16 bytes.</summary>
    public static byte[] Of(string digest, string personHash, string applicationHash)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{ContentHash.Layout}\n{Documents}\n{digest}\n{personHash}\n{applicationHash}"), hash);
        return hash[..16].ToArray();
    }
}

/// <summary>An entry of Jobvite's candidate list that has not been read yet.</summary>
/// <param name="ApplicationId">Of the application that it seems to carry.</param>
/// <param name="Digest">As in <see cref="CandidateRow.Digest"/>.</param>
public sealed record EntryKey(string ApplicationId, string Digest);

/// <summary>An entry of Jobvite's candidate list that is stored just as it came again.</summary>
public sealed record StoredEntry(string CandidateId, string ApplicationId);

/// <summary>A mark for an application that is not written otherwise.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="Mark">See <see cref="EntryFingerprint"/>; null takes the mark away.</param>
/// <param name="Anyway">Its person or a document changed, so the mark that is there is void; otherwise only a missing or an old one is replaced.</param>
internal sealed record FingerprintChange(string ApplicationId, byte[]? Mark, bool Anyway);
