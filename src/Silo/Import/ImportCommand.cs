using Jobvite.Silo.Startup;

namespace Jobvite.Silo.Import;

/// <summary><c>import-settings</c> on the command line: connects the companies of the Python module's customers.</summary>
internal static class ImportCommand
{
    /// <summary>The first argument.</summary>
    public const string Name = "import-settings";

    /// <summary>The exit code for arguments that cannot be understood.</summary>
    public const int UsageExitCode = 2;

    /// <summary>The exit code when a row failed.</summary>
    public const int FailedRowsExitCode = 3;

    /// <returns>The exit code.</returns>
    /// <exception cref="StartupException">The file or a setting cannot be used, or the cluster does not answer.</exception>
    public static Task<int> Run(string[] arguments, TextWriter output) => Run(arguments, Host.CreateApplicationBuilder(), output);

    /// <param name="arguments">Those after the name.</param>
    /// <param name="builder">Its settings are those of the environment.</param>
    /// <param name="output">For a person.</param>
    internal static async Task<int> Run(string[] arguments, HostApplicationBuilder builder, TextWriter output)
    {
        if (ImportArguments.Parse(arguments) is not { } parsed)
        {
            await output.WriteLineAsync(ImportArguments.Usage);
            return arguments is ["--help"] ? 0 : UsageExitCode;
        }

        builder.Logging.ClearProviders();
        using var database = builder.AddImport();
        var reader = new RowReader(ModuleKeys.From(builder.Configuration));
        var file = SettingsFile.Open(parsed.Path);
        var survey = Survey.Of(file.Read());
        if (survey.Rows == 0)
        {
            throw new StartupException($"{parsed.Path} has a header and no rows.");
        }

        using var host = builder.Build();
        await host.StartImport();
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var run = new ImportRun(host.Services.GetRequiredService<IGrainFactory>(), parsed, survey, output);
        try
        {
            return await run.Run(file.Read().Select(reader.Read), stopping) ? 0 : FailedRowsExitCode;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}
