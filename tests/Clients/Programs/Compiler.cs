using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jobvite.Clients.Tests;

/// <summary>Makes a program of a C# file as <c>dotnet run file.cs</c> does: with its directives, the SDK's usings, and no warnings.</summary>
internal static class Compiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string WebUsings = """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    /// <summary>Packages that a program may name, as they lie beside the tests.</summary>
    private static readonly string[] Packages = ["StandardWebhooks.dll", "Jobvite.Orleans.Client.dll"];

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Packages.Contains(Path.GetFileName(path)) || Path.GetDirectoryName(path) + Path.DirectorySeparatorChar != AppContext.BaseDirectory)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Writes the program into a directory, with what it needs beside it, and returns its path.</summary>
    public static string Compile(string name, string text, string directory)
    {
        var options = CSharpParseOptions.Default.WithFeatures([KeyValuePair.Create("FileBasedProgram", "true")]);
        var usings = text.Contains("#:sdk Microsoft.NET.Sdk.Web", StringComparison.Ordinal) ? Usings + "\n" + WebUsings : Usings;
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(name),
            [CSharpSyntaxTree.ParseText(usings, options), CSharpSyntaxTree.ParseText(text, options, name)],
            References,
            // The SDK suppresses this one too: a package that was made for an older framework.
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable).WithSpecificDiagnosticOptions([KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress)]));
        var path = Path.Combine(directory, Path.ChangeExtension(name, ".dll"));
        var result = compilation.Emit(path);
        Assert.True(result.Success && !result.Diagnostics.Any(one => one.Severity == DiagnosticSeverity.Warning), string.Join('\n', result.Diagnostics.Where(one => one.Severity >= DiagnosticSeverity.Warning)));
        foreach (var package in Packages)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, package), Path.Combine(directory, package), overwrite: true);
        }

        return path;
    }
}
