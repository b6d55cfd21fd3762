using Microsoft.Extensions.Options;

namespace Jobvite.Silo.Persistence;

/// <summary>Where everything that must survive is kept; section <c>Storage</c>.</summary>
public sealed class SiloStorageOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Storage";

    /// <summary>The provider for one process.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>Which database.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>SQLite's file; its directory must exist.</summary>
    public string? DatabasePath { get; set; }

    /// <summary>Reads the section.</summary>
    /// <exception cref="OptionsValidationException">It is incomplete; the message names the variable.</exception>
    internal static SiloStorageOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<SiloStorageOptions>() ?? new SiloStorageOptions();
        return options.Validate() is { } failure
            ? throw new OptionsValidationException(Section, typeof(SiloStorageOptions), [failure])
            : options;
    }

    private string? Validate() =>
        !string.Equals(Provider, Sqlite, StringComparison.OrdinalIgnoreCase) ? $"Storage__Provider is '{Provider}'; this version knows '{Sqlite}'."
        : string.IsNullOrWhiteSpace(DatabasePath) ? "Storage__DatabasePath is not set. Set it to the path of the SQLite file, for instance ./data/jobvite.db."
        : null;
}
