using System.Collections.Concurrent;
using System.Globalization;
using Jobvite.Postgres.TestSupport;

namespace Jobvite.Simulation.Tests;

/// <summary>
/// Random worlds, told on both databases. <c>scripts/test simulation --worlds 5000 --seed 1 --database sqlite</c> tells more of them; a
/// failure says how to tell it again.
/// </summary>
public sealed class SimulationTests
{
    private const int MostFailuresTold = 5;

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
        var failures = new ConcurrentBag<string>();
        var broken = 0;
        var seeds = Enumerable.Range(FirstSeed, Worlds > 0 ? Worlds : worlds);
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (seed, _) =>
        {
            var story = new Author(seed, With).Write();
            if (await World.Tell(story, database) is not { } problem)
            {
                return;
            }

            if (Interlocked.Increment(ref broken) <= MostFailuresTold)
            {
                failures.Add(await Explain(story, problem, database));
            }
        });

        Assert.True(broken == 0, $"{broken} of {(Worlds > 0 ? Worlds : worlds)} worlds went wrong. The first ones:\n\n{string.Join("\n\n", failures)}\n");
    }

    private static async Task<string> Explain(Story story, string problem, DatabaseKind database)
    {
        var shortest = await Shrinking.Shrink(story, async smaller => await World.Tell(smaller, database) is not null, ShrinkingAttempts);
        var why = await World.Tell(shortest, database) ?? problem;
        return $"World {story.Seed} on {database} (scripts/test simulation --worlds 1 --seed {story.Seed} --database {database.ToString().ToLowerInvariant()}):\n{shortest.Tell()}\n{why}";
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
