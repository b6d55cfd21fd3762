using System.Text.RegularExpressions;
using DbUp.Engine;

namespace Jobvite.Storage.Postgres;

/// <summary>
/// A part of a script that is committed by itself, so that a large database goes on being used meanwhile (docs/adr/0036). A script with
/// steps begins with the line <c>-- online</c>. Each step begins with the line <c>-- step</c>, or with <c>-- batch</c> when its statement
/// changes some rows and is repeated until it changes none. A statement with CONCURRENTLY is a step of its own.
/// </summary>
/// <param name="Sql">Its statements, without comment lines.</param>
/// <param name="IsBatch">Whether it is repeated until it changes no row.</param>
internal sealed partial record MigrationStep(string Sql, bool IsBatch)
{
    private const string Online = "-- online";

    private const string Step = "-- step";

    private const string Batch = "-- batch";

    private const string Concurrently = " CONCURRENTLY";

    /// <summary>Whether it must run outside of a transaction.</summary>
    public bool IsConcurrent => Sql.Contains(Concurrently, StringComparison.Ordinal);

    /// <summary>The index that it makes without locking the table; null when it makes none.</summary>
    public string? Index => MadeIndex().Match(Sql) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary>The tables that it locks against everybody else.</summary>
    public IEnumerable<string> LockedTables => LockedTable().Matches(Sql).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    public static bool AreIn(SqlScript script) => script.Contents.StartsWith(Online, StringComparison.Ordinal);

    /// <summary>The steps of a script, in their order.</summary>
    public static List<MigrationStep> Of(string contents)
    {
        List<MigrationStep> steps = [];
        foreach (var line in contents.Split('\n').Select(line => line.TrimEnd()))
        {
            if (line is Step or Batch)
            {
                steps.Add(new MigrationStep("", line is Batch));
            }
            else if (steps.Count > 0 && line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal))
            {
                steps[^1] = steps[^1] with { Sql = steps[^1].Sql + line + '\n' };
            }
        }

        return steps;
    }

    /// <summary>The script for a database with empty tables: one transaction with the others, since nobody has to wait.</summary>
    public static SqlScript AtOnce(SqlScript script) =>
        AreIn(script) ? new SqlScript(script.Name, script.Contents.Replace(Concurrently, "", StringComparison.Ordinal)) : script;

    [GeneratedRegex(@"^CREATE (UNIQUE )?INDEX CONCURRENTLY (?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex MadeIndex();

    [GeneratedRegex(@"^(ALTER|LOCK) TABLE (?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex LockedTable();
}
