using System.Diagnostics;
using System.Globalization;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>
/// How long a list takes while somebody types, over 100,000 candidates. Run on request only, on an idle machine:
/// <c>dotnet run --project tests/Storage -- -explicit only -class '*SearchSpeedTests'</c>.
/// </summary>
public abstract class SearchSpeedContract : StoreContract
{
    private const int Candidates = 100_000;
    private const int Batch = 1000;

    private static readonly string[] FirstNames = ["José", "Anna", "Grace", "Łukasz", "Oluwaseun", "Ingrid", "Ravi", "Zoë", "Liam", "Fatima", "Björn", "Chloé"];
    private static readonly string[] LastNames = ["García", "Müller", "Ångström", "Papadópoulos", "van der Berg", "Okafor", "Interlandi", "Novák", "Smith", "Ó Súilleabháin"];
    private static readonly string[] States = ["New", "In Review", "Phone Interview", "Interview", "2nd Interview / Panel", "Offer", "Hired", "Rejected", "Withdrawn"];

    [Fact(Explicit = true)]
    public async Task A_list_follows_the_typing()
    {
        for (var first = 0; first < Candidates; first += Batch)
        {
            await Save([.. Enumerable.Range(first, Batch).Select(Person)]);
        }

        // As a database that has been there for a while: the planner knows the tables.
        await Settle();
        List<(string What, double Milliseconds)> took = [];
        foreach (var typed in (string[])["interlandi", "müller anna", "person4711@example", "5550104711", "zzzzzz", "c4711"])
        {
            for (var length = 1; length <= typed.Length; length++)
            {
                await Measure(typed[..length], new CandidateFilter { Search = typed[..length] });
            }
        }

        foreach (var typed in (string[])["Interview", "rejected", "nothing"])
        {
            for (var length = 1; length <= typed.Length; length++)
            {
                await Measure($"state {typed[..length]}", new CandidateFilter { WorkflowState = typed[..length], Loose = true });
            }
        }

        var choices = Stopwatch.StartNew();
        Assert.Equal(States.Length, (await Reader.GetChoices(Company, ChoiceColumn.WorkflowState, Stop)).Length);
        var sorted = took.Select(one => one.Milliseconds).Order().ToList();
        var (median, p95) = (sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.95)]);
        var report = string.Create(
            CultureInfo.InvariantCulture,
            $"{took.Count} keystrokes: median {median:0.0} ms, p95 {p95:0.0} ms, worst {took.MaxBy(one => one.Milliseconds)}; choices {choices.Elapsed.TotalMilliseconds:0.0} ms");
        TestContext.Current.TestOutputHelper!.WriteLine(report);
        Assert.True(p95 < 200, report);

        async Task Measure(string what, CandidateFilter filter)
        {
            for (var time = 0; time < 3; time++)
            {
                var watch = Stopwatch.StartNew();
                await Reader.ListCandidates(Company, filter, new PageRequest(), false, Stop);
                if (time > 0)
                {
                    took.Add((what, watch.Elapsed.TotalMilliseconds));
                }
            }
        }
    }

    /// <summary>What the database does by itself in time.</summary>
    protected abstract Task Settle();

    private static CandidateRow Person(int number)
    {
        var (first, last) = (FirstNames[number % FirstNames.Length], LastNames[number / FirstNames.Length % LastNames.Length]);
        return Sample.Person($"c{number}", $"person{number}@example.com", null, Sample.Application($"a{number}", States[number % States.Length]) with
        {
            RawJson = $$"""{"eId":"a{{number}}","comment":"{{new string('x', 800)}}"}""",
        }) with
        {
            FirstName = first,
            LastName = last,
            Mobile = $"+1 555 {number:0000000}",
        };
    }
}
