using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Silo.Startup;

namespace Jobvite.Silo.Import;

/// <summary>Imports row by row and says what became of each.</summary>
internal sealed class ImportRun(IGrainFactory grains, ImportArguments arguments, Survey survey, TextWriter output)
{
    /// <summary>After so many calls in a row without an answer the cluster is to blame, and not a row.</summary>
    private const int MostSilent = 3;

    private const string Importer = "import-settings";

    private readonly Dictionary<RowOutcome, int> _counts = Enum.GetValues<RowOutcome>().ToDictionary(outcome => outcome, _ => 0);
    private int _requests;
    private int _silent;

    /// <returns>Whether no row failed.</returns>
    /// <exception cref="StartupException">The cluster does not answer any more. What was connected until then stays.</exception>
    public async Task<bool> Run(IEnumerable<SettingsRow> rows, CancellationToken stopping)
    {
        await Begin();
        foreach (var row in rows)
        {
            if (stopping.IsCancellationRequested)
            {
                throw new StartupException($"It was stopped before line {row.Line}. Run it again for the rest; what is connected is skipped.");
            }

            // A row that has begun is brought to its end.
            var (outcome, words) = await Import(row);
            _counts[outcome]++;
            var ignored = row.Ignored.Count > 0 ? $"; ignored in sync_config: {Words.List(row.Ignored)}" : "";
            await output.WriteLineAsync($"line {row.Line}, tenant {row.Tenant ?? "?"}, company {row.Company ?? "?"}: {words}{ignored}");
            if (_silent == MostSilent)
            {
                throw new StartupException($"It broke off after line {row.Line}: {MostSilent} calls in a row were not answered. Look at the cluster and run it again; what is connected is skipped.");
            }
        }

        var connected = arguments.IsDryRun ? "would be connected" : "connected";
        var asked = arguments.WithTest ? $" Jobvite was asked {_requests} times." : "";
        await output.WriteLineAsync($"{Words.Rows(survey.Rows)}: {_counts[RowOutcome.Connected]} {connected}, {_counts[RowOutcome.Skipped]} skipped, {_counts[RowOutcome.Failed]} failed.{asked}");
        return _counts[RowOutcome.Failed] == 0;
    }

    private async Task Begin()
    {
        var rows = Words.Rows(survey.Rows);
        await output.WriteLineAsync(arguments.IsDryRun ? $"Checking {rows}; nothing is written." : $"Importing {rows}.");
        await output.WriteLineAsync(arguments.WithTest
            ? $"Jobvite is asked once for each endpoint that a row's settings use: 2 requests for jobs and candidates, 3 with onboarding; at most {3 * survey.Rows} in all."
            : "Jobvite is not asked.");
        if (survey.OtherColumns.Count > 0)
        {
            await output.WriteLineAsync($"Ignored columns: {string.Join(", ", survey.OtherColumns)}.");
        }
    }

    private async Task<(RowOutcome Outcome, string Words)> Import(SettingsRow row)
    {
        if (row.IsInactive)
        {
            return (RowOutcome.Skipped, "skipped: it is not active");
        }

        if (row.Command is null)
        {
            return Failed(string.Join("; ", row.Problems));
        }

        if (survey.ConflictOf(row) is { } conflict)
        {
            return Failed(conflict);
        }

        try
        {
            var ended = await Import(row.Command, new Caller(row.Tenant!, Importer));
            _silent = 0;
            return ended;
        }
        catch (Exception exception)
        {
            // Whatever it is, the next row may fare better. Its text may quote what was sent.
            _silent++;
            return Failed($"the cluster did not answer ({exception.GetType().Name}); run it again, and see whether the silos have this program's version");
        }
    }

    private async Task<(RowOutcome Outcome, string Words)> Import(ConfigureCompany command, Caller caller)
    {
        var tenant = TenantKey.Of(caller.TenantId).ToString();
        var import = grains.GetGrain<ISettingsImportGrain>(tenant);
        var mode = arguments.IsDryRun ? ImportMode.Check : arguments.Replaces ? ImportMode.Replace : ImportMode.Connect;
        // Jobvite is asked only about what is going to be, or is, connected.
        var result = await import.Import(command, arguments.WithTest ? ImportMode.Check : mode, caller);
        if (!IsTested(result.Outcome))
        {
            return Describe(result, tested: "");
        }

        var directory = grains.GetGrain<ITenantDirectoryGrain>(tenant);
        var test = await directory.TestConnection(command, caller);
        var asked = test.Checks.Count(check => check.LatencyMs is not null);
        _requests += asked;
        var tested = Words.Test(test, command, asked);
        return !test.Success ? Failed(result.Outcome == ImportOutcome.Same ? $"connected already, but {tested}" : tested)
            : Describe(arguments.IsDryRun ? result : await import.Import(command, mode, caller), $"; {tested}");
    }

    private bool IsTested(ImportOutcome outcome) => arguments.WithTest && outcome switch
    {
        ImportOutcome.Connected or ImportOutcome.Same => true,
        ImportOutcome.Different => arguments.Replaces,
        _ => false,
    };

    private (RowOutcome Outcome, string Words) Describe(ImportResult result, string tested)
    {
        var warning = result.Answer?.Warning is { } text ? $". {text.TrimEnd('.')}" : "";
        return result.Outcome switch
        {
            ImportOutcome.Connected => (RowOutcome.Connected, (arguments.IsDryRun ? "would be connected" : "connected") + tested + warning),
            ImportOutcome.Same => (RowOutcome.Skipped, $"skipped: it is connected with these settings{tested}"),
            ImportOutcome.Different when arguments.Replaces => (RowOutcome.Connected, $"would be connected with the file's settings ({string.Join(", ", result.Differences)}){tested}"),
            ImportOutcome.Different => Failed(Words.Different(result)),
            _ => Failed(Words.Refusal(result.Answer!)),
        };
    }

    private static (RowOutcome Outcome, string Words) Failed(string reason) => (RowOutcome.Failed, $"failed: {reason}");
}

/// <summary>What became of a row.</summary>
internal enum RowOutcome
{
    Connected,
    Skipped,
    Failed,
}
