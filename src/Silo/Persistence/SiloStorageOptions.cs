using Microsoft.Extensions.Options;
using Npgsql;

namespace Jobvite.Silo.Persistence;

/// <summary>Where everything that must survive is kept; section <c>Storage</c> and the connection string <c>Jobvite</c>.</summary>
public sealed class SiloStorageOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Storage";

    /// <summary>The provider for one process.</summary>
    public const string Sqlite = "sqlite";

    private const string ConnectionStringVariable = "ConnectionStrings__Jobvite";

    /// <summary>Which database, when there is no connection string to PostgreSQL.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>SQLite's file; its directory must exist.</summary>
    public string? DatabasePath { get; set; }

    /// <summary>To PostgreSQL; null for SQLite. It holds a password: not for logs.</summary>
    internal string? ConnectionString { get; private set; }

    /// <summary>Reads the settings. A connection string decides for PostgreSQL.</summary>
    /// <exception cref="OptionsValidationException">They are incomplete; the message names the variable.</exception>
    internal static SiloStorageOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<SiloStorageOptions>() ?? new SiloStorageOptions();
        options.ConnectionString = string.IsNullOrWhiteSpace(configuration.GetConnectionString("Jobvite")) ? null : configuration.GetConnectionString("Jobvite");
        return options.Validate() is { } failure
            ? throw new OptionsValidationException(Section, typeof(SiloStorageOptions), [failure])
            : options;
    }

    private string? Validate() =>
        ConnectionString is not null ? ValidateConnectionString(ConnectionString)
        : !string.Equals(Provider, Sqlite, StringComparison.OrdinalIgnoreCase) ? $"Storage__Provider is '{Provider}'; this version knows '{Sqlite}'. For PostgreSQL set {ConnectionStringVariable}."
        : string.IsNullOrWhiteSpace(DatabasePath) ? $"No database is set. Set {ConnectionStringVariable} to a PostgreSQL connection string, or Storage__DatabasePath to the path of a SQLite file, for instance ./data/jobvite.db."
        : null;

    /// <summary>The text of the failure is ours: the driver's might repeat a part of the password.</summary>
    private static string? ValidateConnectionString(string text)
    {
        const string example = "It looks like Host=db.example.com;Database=jobvite;Username=jobvite;Password=...";
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrWhiteSpace(builder.Host) ? $"{ConnectionStringVariable} names no Host. {example}"
                : string.IsNullOrWhiteSpace(builder.Database) ? $"{ConnectionStringVariable} names no Database. {example}"
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or KeyNotFoundException or InvalidCastException or NotSupportedException)
        {
            return $"{ConnectionStringVariable} is not a PostgreSQL connection string. {example}";
        }
    }
}
