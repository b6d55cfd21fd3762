using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Jobvite.Transport;

/// <summary>
/// Secrets that a container platform mounts as files: for each of the variables below, <c>NAME_FILE</c> may name a file that holds the value. The
/// password of the database, which stands in the middle of a connection string, is read from <see cref="DatabasePasswordVariable"/>.
/// </summary>
public static class SecretFiles
{
    public const string DatabasePasswordVariable = "JOBVITE_DATABASE_PASSWORD_FILE";

    private const string ConnectionString = "ConnectionStrings:Jobvite";

    /// <summary>Set once the files were read: a front end with its cluster client, and a program that is silo and front end, ask for it twice.</summary>
    private const string Read = "Jobvite:SecretFilesRead";

    private static readonly string[] Names =
    [
        "JWT_SECRET_KEY", "JWT_SECRET_KEY_PREVIOUS", "JOBVITE_ENCRYPTION_KEY", "JOBVITE_ENCRYPTION_KEY_PREVIOUS", "IMPORT_ENCRYPTION_KEY", "IMPORT_JWT_SECRET_KEY",
        "JOBVITE_SMTP_PASSWORD",
    ];

    /// <summary>Adds what the files hold to the configuration. Files are read once, at the start.</summary>
    /// <exception cref="OptionsValidationException">A file cannot be read or is empty, or the value is given twice; the message names the variable and never the value.</exception>
    public static IConfigurationManager AddSecretFiles(this IConfigurationManager configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[Read] is not null)
        {
            return configuration;
        }

        var secrets = new Dictionary<string, string?> { [Read] = "true" };
        foreach (var name in Names)
        {
            if (configuration[$"{name}_FILE"] is { Length: > 0 } path)
            {
                secrets[name] = string.IsNullOrWhiteSpace(configuration[name])
                    ? Text($"{name}_FILE", path)
                    : throw Refused($"{name} and {name}_FILE are both set. Set one of them.");
            }
        }

        if (configuration[DatabasePasswordVariable] is { Length: > 0 } file)
        {
            secrets[ConnectionString] = WithPassword(configuration[ConnectionString], Text(DatabasePasswordVariable, file));
        }

        configuration.AddInMemoryCollection(secrets);
        return configuration;
    }

    private static string WithPassword(string? connectionString, string password)
    {
        var builder = new DbConnectionStringBuilder();
        try
        {
            builder.ConnectionString = connectionString;
        }
        catch (ArgumentException)
        {
            // Without the text of the failure, which may repeat a part of a password.
            throw Refused("ConnectionStrings__Jobvite is not a connection string. It looks like Host=db.example.com;Database=jobvite;Username=jobvite.");
        }

        if (builder.Count == 0 || builder.ContainsKey("Password"))
        {
            throw Refused($"{DatabasePasswordVariable} needs ConnectionStrings__Jobvite, without a password in it.");
        }

        builder["Password"] = password;
        return builder.ConnectionString;
    }

    private static string Text(string variable, string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } secret ? secret
                : throw Refused($"{variable} is '{path}', which is empty.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused($"{variable} is '{path}', which does not exist or cannot be read by this user.");
        }
    }

    private static OptionsValidationException Refused(string failure) => new("Secrets", typeof(SecretFiles), [failure]);
}
