using System.Text;

namespace Jobvite.Benchmarks.Erasure;

/// <summary>A person whose name, address, number and documents nobody else has, so that whatever is left of them is found.</summary>
internal static class Canary
{
    public const string DocumentText = "canary: curriculum vitae of a canary";

    /// <summary>As the stand-in takes it.</summary>
    public static readonly object Person = new { firstName = "Zelda", lastName = "Canary", email = "zelda.canary@example.com", mobile = "+1 555 777 4242" };

    public static readonly object Documents = new
    {
        documents = new object[]
        {
            new { type = "resume", fileName = "canary.txt", text = DocumentText, inline = true },
            new { type = "attachment", fileName = "canary-letter.txt", text = DocumentText, id = "doc-4711", inline = false },
        },
    };

    /// <summary>In lower case; every value of the person holds one of them, as it is or in Base64.</summary>
    public static readonly IReadOnlyList<string> Words = ["canary", "555 777 4242", .. Base64("canary")];

    public static byte[] Webhook(string candidateId, int number) => Encoding.UTF8.GetBytes(
        $$"""{"eventType":"candidateUpdate","candidateId":"{{candidateId}}","number":{{number}},"candidate":{"lastName":"Canary","email":"zelda.canary@example.com","mobile":"+1 555 777 4242","resume":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(DocumentText))}}"} }""");

    /// <summary>How often the words stand in a text.</summary>
    public static int In(string text)
    {
        var lower = text.ToLowerInvariant();
        return Words.Sum(word => lower.Split(word).Length - 1);
    }

    /// <summary>How often they stand in a file; 0 when there is none.</summary>
    public static int InFile(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        file.CopyTo(content);
        return In(Encoding.Latin1.GetString(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    // Wherever the word begins in groups of three bytes, these letters do not depend on its neighbours.
    private static IEnumerable<string> Base64(string word) =>
        from ahead in Enumerable.Range(0, 3)
        let text = Convert.ToBase64String([.. new byte[ahead], .. Encoding.UTF8.GetBytes(word), .. new byte[3]])
        let start = ((ahead * 8) + 5) / 6
        let end = (ahead + word.Length) * 8 / 6
        select text[start..end].ToLowerInvariant();
}
