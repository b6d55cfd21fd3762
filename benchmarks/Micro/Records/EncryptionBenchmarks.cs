using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Jobvite.Client;
using Jobvite.Grains.Records;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Benchmarks.Micro.Records;

/// <summary>
/// What it would cost to encrypt contact data before they are stored (docs/adr/0047): of one entry of Jobvite's list. Nothing in the service does so.
/// </summary>
[MemoryDiagnoser]
public class EncryptionBenchmarks
{
    private const int TagLength = 8;

    private readonly AesGcm _aes = new(RandomNumberGenerator.GetBytes(32), 16);
    private readonly byte[] _index = RandomNumberGenerator.GetBytes(32);
    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("benchmark");
    private readonly byte[] _nonce = new byte[12];
    private readonly byte[] _tag = new byte[16];
    private readonly byte[] _hash = new byte[32];

    private List<(byte[][] Fields, byte[][] Equal, byte[] Json, byte[][] Grams)> _entries = [];

    [GlobalSetup]
    public async Task Prepare()
    {
        var page = PageParser.Parse(AnswerRoot.TryRead(await SamplePage.Read())!, RecordShapes.Candidate, keepEeoData: false, mayBeBare: false)!;
        var rows = page.Records.Select(static entry => RecordRows.FromPerson(entry)).ToList();
        _entries = rows.ConvertAll(static row =>
        {
            string?[] fields = [row.FirstName, row.LastName, row.Email, row.Mobile, row.HomePhone, row.WorkPhone, row.Address, row.Address2, row.City, row.State, row.PostalCode, row.Country];
            string?[] equal = [row.Email, row.Mobile, row.HomePhone, row.WorkPhone];
            return (Bytes(fields), Bytes(equal), Encoding.UTF8.GetBytes(row.RawJson), Bytes([.. Trigrams(SearchText.Of(row))]));
        });
        var (grams, search) = (_entries.Average(static entry => entry.Grams.Length), rows.Average(static row => SearchText.Of(row).Length));
        await Console.Out.WriteLineAsync(
            $"// {_entries.Average(static entry => entry.Fields.Length):0.0} fields, {_entries.Average(static entry => entry.Json.Length):0} bytes of JSON, {search:0} letters of search text, {grams:0} trigrams, {grams * TagLength:0} bytes of tags for them; {_entries.SelectMany(static entry => entry.Grams.Select(Encoding.UTF8.GetString)).Distinct().Count()} different ones in {_entries.Count} entries");
    }

    [GlobalCleanup]
    public void Clear() => _aes.Dispose();

    [Benchmark(Description = "contact fields, AES-GCM", OperationsPerInvoke = SamplePage.Entries)]
    public int Fields() => _entries.Sum(entry => entry.Fields.Sum(Encrypt));

    [Benchmark(Description = "contact fields, Data Protection", OperationsPerInvoke = SamplePage.Entries)]
    public int Protected() => _entries.Sum(entry => entry.Fields.Sum(field => _protector.Protect(field).Length));

    [Benchmark(Description = "JSON, AES-GCM", OperationsPerInvoke = SamplePage.Entries)]
    public int Json() => _entries.Sum(entry => Encrypt(entry.Json));

    [Benchmark(Description = "e-mail and phones, HMAC", OperationsPerInvoke = SamplePage.Entries)]
    public int Equal() => _entries.Sum(entry => entry.Equal.Sum(Hash));

    [Benchmark(Description = "trigrams of the search text, HMAC", OperationsPerInvoke = SamplePage.Entries)]
    public int Grams() => _entries.Sum(entry => entry.Grams.Sum(Hash));

    private int Encrypt(byte[] plain)
    {
        var sealedBytes = new byte[plain.Length + _nonce.Length + _tag.Length];
        RandomNumberGenerator.Fill(_nonce);
        _aes.Encrypt(_nonce, plain, sealedBytes.AsSpan(0, plain.Length), _tag);
        return sealedBytes.Length;
    }

    private int Hash(byte[] word) => HMACSHA256.HashData(_index, word, _hash);

    private static byte[][] Bytes(string?[] values) => [.. values.OfType<string>().Where(static value => value.Length > 0).Select(Encoding.UTF8.GetBytes)];

    private static IEnumerable<string> Trigrams(string text) => Enumerable.Range(0, Math.Max(0, text.Length - 2)).Select(at => text.Substring(at, 3)).Distinct(StringComparer.Ordinal);
}
