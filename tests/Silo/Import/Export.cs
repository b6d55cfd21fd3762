using Jobvite.Silo.Import;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Jobvite.Silo.Tests.Import;

/// <summary>The export that <c>Golden/make.sh</c> made, and what is done with exports in tests.</summary>
internal static class Export
{
    public const string Key = "IMPORT_ENCRYPTION_KEY";
    public const string TokenSecret = "IMPORT_JWT_SECRET_KEY";

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Import", "Golden", name);

    public static string Text(string name) => File.ReadAllText(Path(name)).Trim();

    /// <summary>Both keys of the module.</summary>
    public static ModuleKeys Keys() => Keys((Key, Text("encryption-key.txt")), (TokenSecret, Text("jwt-secret.txt")));

    public static ModuleKeys Keys(params (string Name, string Value)[] settings) =>
        ModuleKeys.From(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => (string?)one.Value)).Build());

    /// <summary>The rows of the golden export as the import understands them, by line.</summary>
    public static Dictionary<int, SettingsRow> Rows(string file, ModuleKeys keys) =>
        SettingsFile.Open(Path(file)).Read().Select(new RowReader(keys).Read).ToDictionary(row => row.Line);

    /// <summary>One object of NDJSON with every column, some of them set.</summary>
    public static SourceRow Row(params (string Column, string? Value)[] values)
    {
        var fields = Module.Columns.ToDictionary(column => column, string? (_) => null);
        foreach (var (column, value) in values)
        {
            fields[column] = value;
        }

        return new(1, fields);
    }

    /// <summary>Runs the command as the program does, with settings in place of the environment.</summary>
    public static async Task<(int ExitCode, string Output)> Import(string[] arguments, params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => (string?)one.Value));
        var output = new StringWriter();
        var exitCode = await ImportCommand.Run(arguments, builder, output);
        // The end of the process closes what is pooled.
        SqliteConnection.ClearAllPools();
        return (exitCode, output.ToString());
    }

    /// <summary>Fails when anything secret of the golden export is in a text: plain, encrypted, or a key of the module.</summary>
    public static void AssertHoldsNoSecret(string text)
    {
        var sealedOnes = SettingsFile.Open(Path("settings.ndjson")).Read()
            .SelectMany(row => row.Fields.Where(field => field.Key.EndsWith("_encrypted", StringComparison.Ordinal) || field.Key == Module.ApiKey).Select(field => field.Value))
            .OfType<string>();
        var pem = Text("our-private.pem").Split('\n')[1];
        string[] parts = [.. sealedOnes, "secret-of-", "signing-key-of-", "password-of-", "key-of-", pem, Text("encryption-key.txt"), Text("jwt-secret.txt"), "golden-"];
        Assert.DoesNotContain(parts, part => text.Contains(part, StringComparison.Ordinal));
    }
}
