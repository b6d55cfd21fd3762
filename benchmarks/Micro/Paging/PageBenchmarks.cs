using BenchmarkDotNet.Attributes;
using Jobvite.Client;
using Jobvite.Grains.Records;
using Jobvite.Storage;

namespace Jobvite.Benchmarks.Micro.Paging;

/// <summary>From the bytes of a page of 500 to rows and their hashes.</summary>
[MemoryDiagnoser]
public class PageBenchmarks
{
    private byte[] _page = [];
    private IReadOnlyList<JobviteCandidate> _candidates = [];
    private string[] _records = [];

    [GlobalSetup]
    public async Task Prepare()
    {
        _page = await SamplePage.Read();
        _candidates = ParsePage();
        _records = [.. _candidates.Select(static candidate => candidate.RawJson)];
    }

    [Benchmark]
    public IReadOnlyList<JobviteCandidate> ParsePage() =>
        PageParser.Parse(AnswerRoot.TryRead(_page)!, RecordShapes.Candidate, keepEeoData: false, mayBeBare: false)!.Records;

    [Benchmark]
    public List<CandidateRow> MakeRows() => [.. _candidates.Select(RecordRows.FromPerson)];

    [Benchmark]
    public string HashRecords()
    {
        var last = "";
        foreach (var record in _records)
        {
            last = ContentHash.Of(record, "");
        }

        return last;
    }
}
