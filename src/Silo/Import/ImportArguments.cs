namespace Jobvite.Silo.Import;

/// <summary>What was asked for on the command line. Keys are never taken from there: other users of the machine see it.</summary>
internal sealed record ImportArguments(string Path, bool IsDryRun, bool WithTest, bool Replaces)
{
    public const string Usage = """
        import-settings FILE [--dry-run] [--test] [--replace]

        Connects the companies of the Python module's table jobvite_settings, exported as CSV with a header or as NDJSON.

          --dry-run    opens and checks everything, and writes nothing
          --test       asks Jobvite whether the credentials work: one request for each endpoint that a row's settings use, 2 or 3 a row
          --replace    takes the file's settings for companies that are connected with other ones

          IMPORT_ENCRYPTION_KEY, IMPORT_JWT_SECRET_KEY    JOBVITE_ENCRYPTION_KEY and JWT_SECRET_KEY of the module, or IMPORT_..._FILE
          ConnectionStrings__Jobvite, Orleans__...        those of a silo; the cluster must be running
          Storage__DatabasePath, JOBVITE_ENCRYPTION_KEY   instead, for SQLite; the program that uses the file must be stopped

        docs/moving-in.md leads through it. The exit code is 0 when no row failed, 3 when one did, 1 when the import could not begin or broke off.
        """;

    /// <summary>Null when the arguments cannot be understood.</summary>
    public static ImportArguments? Parse(string[] arguments)
    {
        var options = arguments.Where(argument => argument.StartsWith('-')).ToList();
        return options.All(option => option is "--dry-run" or "--test" or "--replace") && arguments.Except(options).ToList() is [var path]
            ? new(path, options.Contains("--dry-run"), options.Contains("--test"), options.Contains("--replace"))
            : null;
    }
}
