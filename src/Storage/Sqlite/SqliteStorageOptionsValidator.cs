using Microsoft.Extensions.Options;

namespace Jobvite.Storage.Sqlite;

/// <summary>Says which setting is wrong and what it must be.</summary>
internal sealed class SqliteStorageOptionsValidator : IValidateOptions<SqliteStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteStorageOptions options)
    {
        List<string> wrong = [];
        if (string.IsNullOrWhiteSpace(options.DatabasePath))
        {
            wrong.Add($"{nameof(options.DatabasePath)} is empty: set it to the path of the database file, for instance data/jobvite.db.");
        }
        else if (options.DatabasePath.Contains('\0', StringComparison.Ordinal))
        {
            wrong.Add($"{nameof(options.DatabasePath)} contains a character that no file name can have.");
        }

        if (options.LockTimeout < TimeSpan.Zero || options.LockTimeout > TimeSpan.FromMinutes(1))
        {
            wrong.Add($"{nameof(options.LockTimeout)} must be between 0 and 60 seconds.");
        }

        if (options.MaxReaders is < 1 or > 64)
        {
            wrong.Add($"{nameof(options.MaxReaders)} must be between 1 and 64.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
