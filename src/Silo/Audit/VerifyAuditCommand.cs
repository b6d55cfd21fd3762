using System.Globalization;
using System.Text.RegularExpressions;
using Jobvite.Silo.Startup;
using Jobvite.Storage;
using Jobvite.Transport;

namespace Jobvite.Silo.Audit;

/// <summary><c>verify-audit</c> on the command line: says whether rows of the audit trail were changed, removed or put in behind the program's back.</summary>
internal static partial class VerifyAuditCommand
{
    /// <summary>The first argument.</summary>
    public const string Name = "verify-audit";

    /// <summary>The exit code for arguments that cannot be understood.</summary>
    public const int UsageExitCode = 2;

    /// <summary>The exit code when a chain is broken.</summary>
    public const int BrokenExitCode = 3;

    private const string KnownOption = "--known";

    private const string Usage = """
        verify-audit [COMPANY] [--known FILE]

        Reads the audit trail of one company, or of all and of the operators, and says where a row was changed, removed or put in. Changes nothing; the programs
        may run meanwhile.

          --known FILE   what this command printed earlier: the rows that it knew must still be the same

          ConnectionStrings__Jobvite or Storage__DatabasePath    as of a silo

        The exit code is 0 when every row follows the one before, 3 when one does not, 1 when the database cannot be read.
        """;

    /// <returns>The exit code.</returns>
    /// <exception cref="StartupException">A setting or the file cannot be used.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be used.</exception>
    public static Task<int> Run(string[] arguments, TextWriter output) => Run(arguments, Host.CreateApplicationBuilder(), output);

    /// <param name="arguments">Those after the name.</param>
    /// <param name="builder">Its settings are those of the environment.</param>
    /// <param name="output">For a person, and for the next check.</param>
    internal static async Task<int> Run(string[] arguments, HostApplicationBuilder builder, TextWriter output)
    {
        var (company, known) = arguments switch
        {
            [KnownOption, var file] => (null, file),
            [var one, KnownOption, var file] => (one, file),
            [var one] => (one, null),
            _ => ((string?)null, (string?)null),
        };
        var isUsable = company?.StartsWith('-') is not true && arguments.Length == (company is null ? 0 : 1) + (known is null ? 0 : 2);
        if (!isUsable)
        {
            await output.WriteLineAsync(Usage);
            return arguments is ["--help"] ? 0 : UsageExitCode;
        }

        builder.Logging.ClearProviders();
        builder.Configuration.AddSecretFiles();
        builder.AddSiloStorage();
        using var host = builder.Build();
        return await Check(host.Services.GetRequiredService<IAuditChain>(), company is null ? [] : [company], known is null ? [] : Read(known), output);
    }

    private static async Task<int> Check(IAuditChain chain, IReadOnlyList<string> companies, Dictionary<string, ChainHead> known, TextWriter output)
    {
        if (companies.Count == 0)
        {
            companies = [.. (await chain.ListCompanies(CancellationToken.None)).Union(known.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        var (rows, breaks) = (0L, 0);
        foreach (var company in companies)
        {
            var report = await chain.Check(company, known.GetValueOrDefault(company), CancellationToken.None);
            await output.WriteLineAsync(Line(report));
            foreach (var text in report.Breaks)
            {
                await output.WriteLineAsync($"    {text}");
            }

            (rows, breaks) = (rows + report.Rows, breaks + report.Breaks.Count);
        }

        await output.WriteLineAsync(breaks == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Chains: {companies.Count}. Rows: {rows}. Every row follows the one before.")
            : string.Create(CultureInfo.InvariantCulture, $"Chains: {companies.Count}. Rows: {rows}. Broken in {breaks} {(breaks == 1 ? "place" : "places")}."));
        return breaks == 0 ? 0 : BrokenExitCode;
    }

    private static string Line(ChainReport report)
    {
        var unnumbered = report.Unnumbered > 0 ? $" {report.Unnumbered} rows from before the chain, numbered with the next row." : "";
        return report.Head is not { } head ? $"{report.CompanyId} has no rows in a chain.{unnumbered}"
            : $"{report.CompanyId} {(report.Rows == 0 ? "keeps no rows" : $"rows {report.First} to {head.Position}")} head {head.Position} {head.Hash}";
    }

    private static Dictionary<string, ChainHead> Read(string path)
    {
        try
        {
            return File.ReadLines(path)
                .Select(line => HeadLine().Match(line))
                .Where(match => match.Success)
                .ToDictionary(match => match.Groups[1].Value, match => new ChainHead(long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), match.Groups[3].Value));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException($"{path} is not what verify-audit printed earlier: {exception.Message}", exception);
        }
    }

    [GeneratedRegex(@"^(\S+) .*head ([0-9]{1,18}) ([0-9a-f]{64})$", RegexOptions.CultureInvariant)]
    private static partial Regex HeadLine();
}
