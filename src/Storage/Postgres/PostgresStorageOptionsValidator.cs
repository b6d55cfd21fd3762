using Microsoft.Extensions.Options;
using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>Says what is wrong with the connection string without repeating it: it holds a password.</summary>
internal sealed class PostgresStorageOptionsValidator : IValidateOptions<PostgresStorageOptions>
{
    private const string Example = "for instance Host=db;Database=jobvite;Username=jobvite;Password=… (ConnectionStrings__Jobvite in the environment)";

    public ValidateOptionsResult Validate(string? name, PostgresStorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return ValidateOptionsResult.Fail($"The connection string of PostgreSQL is empty: set it, {Example}.");
        }

        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return ValidateOptionsResult.Fail($"The connection string of PostgreSQL cannot be read. Write it as key=value pairs with semicolons between, {Example}.");
        }

        List<string> wrong = [];
        if (string.IsNullOrWhiteSpace(parts.Host))
        {
            wrong.Add($"The connection string of PostgreSQL names no server: add Host, {Example}.");
        }

        if (string.IsNullOrWhiteSpace(parts.Database))
        {
            wrong.Add($"The connection string of PostgreSQL names no database: add Database, {Example}.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
