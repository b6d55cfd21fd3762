using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Jobvite.Postgres.TestSupport;

namespace Jobvite.Simulation.Tests;

/// <summary>
/// Random worlds, told on both databases. <c>scripts/test simulation --worlds 5000 --seed 1 --database sqlite</c> tells more of them; a
/// failure says how to tell it again.
/// </summary>
public sealed partial class SimulationTests
{
    private const int MostFailuresTold = 12;

    private static readonly int Worlds = Setting("SIMULATION_WORLDS", 0);
    private static readonly int ShrinkingAttempts = Setting("SIMULATION_SHRINKING", 150);
    private static readonly int FirstSeed = Setting("SIMULATION_SEED", 1);
    private static readonly Ingredients With = Enum.Parse<Ingredients>(Environment.GetEnvironmentVariable("SIMULATION_WITH") ?? nameof(Ingredients.All));

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 100)]
    [InlineData(DatabaseKind.Postgres, 30)]
    public async Task The_mirror_is_true_in_every_world(DatabaseKind database, int worlds)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("SIMULATION_DATABASE") is { Length: > 0 } only && !only.Equals(database.ToString(), StringComparison.OrdinalIgnoreCase), "Not asked for.");
        Assert.SkipWhen(database == DatabaseKind.Postgres && PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        var failures = new ConcurrentDictionary<string, (int Count, string Story)>(StringComparer.Ordinal);
        var told = 0;
        var seeds = Enumerable.Range(FirstSeed, Worlds > 0 ? Worlds : worlds);
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = Setting("SIMULATION_PARALLEL", 2) }, async (seed, _) =>
        {
            var story = new Author(seed, With).Write();
            Tell(Interlocked.Increment(ref told) % 250 == 0 ? $"{told} worlds told, {failures.Values.Sum(static failure => failure.Count)} went wrong." : null);
            if ((await World.Tell(story, database)).Problem is not { } problem)
            {
                return;
            }

            // One story of each sort is enough to begin with.
            var first = failures.AddOrUpdate(SortOf(problem), (1, ""), static (_, known) => (known.Count + 1, known.Story)).Count == 1;
            if (first && failures.Count <= MostFailuresTold)
            {
                var explained = await Explain(story, problem, database);
                failures.AddOrUpdate(SortOf(problem), (1, explained), (_, known) => (known.Count, explained));
                Tell(explained);
            }
        });

        var stories = failures.OrderByDescending(static failure => failure.Value.Count).Select(static failure => $"{failure.Value.Count} × {failure.Key}\n{failure.Value.Story}");
        Assert.True(failures.IsEmpty, $"{failures.Values.Sum(static failure => failure.Count)} of {(Worlds > 0 ? Worlds : worlds)} worlds went wrong.\n\n{string.Join("\n", stories)}\n");
    }

    /// <summary>Of many worlds nobody wants to wait for the last.</summary>
    private static void Tell(string? text)
    {
        if (Worlds > 0 && text is not null)
        {
            Console.WriteLine(text);
        }
    }

    /// <summary>What went wrong, without where and when.</summary>
    private static string SortOf(string problem)
    {
        var lines = problem.Split('\n');
        var promise = Numbers().Replace(lines[0][(lines[0].IndexOf(": ", StringComparison.Ordinal) + 2)..], "…");
        var record = lines.Length > 1 && lines[1].StartsWith("    ", StringComparison.Ordinal) ? Values().Replace(lines[1].Trim(), "…") : "";
        return $"{promise} {record}";
    }

    private static async Task<string> Explain(Story story, string problem, DatabaseKind database)
    {
        var sort = SortOf(problem);
        var shortest = await Shrinking.Shrink(
            story, async smaller => (await World.Tell(smaller, database)).Problem is { } other && SortOf(other) == sort, ShrinkingAttempts);
        var ending = await World.Tell(shortest, database);
        return $"World {story.Seed} on {database} (scripts/test simulation --worlds 1 --seed {story.Seed} --database {database.ToString().ToLowerInvariant()}):\n{shortest.Tell()}\n{ending.Problem ?? problem}\n{ending.Runs}\n";
    }

    [GeneratedRegex("[0-9][0-9:.]*")]
    private static partial Regex Numbers();

    /// <summary>Ids and values in quotation marks.</summary>
    [GeneratedRegex("'[^']*'|(?<=^[a-z]+ )[^ :]+|[0-9][0-9:]+")]
    private static partial Regex Values();

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
