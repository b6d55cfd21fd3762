using System.Security.Cryptography;
using System.Text;
using Jobvite.Silo.Startup;

namespace Jobvite.Standalone;

/// <summary>
/// Secrets that the operator did not set, kept as files in the data directory that only their owner may read (mode 600). What stands in
/// the environment wins.
/// </summary>
internal sealed class LocalSecrets(DataDirectory data)
{
    private const string TokenSecret = "JWT_SECRET_KEY";
    private const string EncryptionKey = "JOBVITE_ENCRYPTION_KEY";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// The settings that are missing in <paramref name="configuration"/>, from their files, which are made when they are not there.
    /// An encryption key is made only when there is no token secret in the environment either, from which it would be derived.
    /// </summary>
    /// <exception cref="StartupException">A file is empty, or cannot be read or written.</exception>
    public IReadOnlyDictionary<string, string?> Missing(IConfiguration configuration)
    {
        var settings = new Dictionary<string, string?>();
        var hasTokenSecret = !string.IsNullOrWhiteSpace(configuration[TokenSecret]);
        if (string.IsNullOrWhiteSpace(configuration[EncryptionKey]) && (!hasTokenSecret || File.Exists(data.File("encryption-key"))))
        {
            settings[EncryptionKey] = ReadOrMake("encryption-key", () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        if (!hasTokenSecret)
        {
            // Hexadecimal, since the front refuses secrets in which it finds words.
            settings[TokenSecret] = ReadOrMake("jwt-secret", () => RandomNumberGenerator.GetHexString(64, lowercase: true));
        }

        return settings;
    }

    /// <summary>The stand-in's RSA key (PEM): it has to stay, because the connected company's settings hold its public half.</summary>
    /// <exception cref="StartupException">The file is empty, or cannot be read or written.</exception>
    public string SandboxPrivateKey() => ReadOrMake("sandbox-rsa-key.pem", () =>
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    });

    private string ReadOrMake(string name, Func<string> make)
    {
        var path = data.File(name);
        try
        {
            if (!File.Exists(path))
            {
                Write(path, make());
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, OwnerOnly);
            }

            var text = File.ReadAllText(path).Trim();
            return text.Length > 0 ? text : throw new StartupException(
                $"The file {path} is empty. Restore it from a backup; if this data directory was never used, delete the file and a new one is made.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The file {path} cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Under another name first, so that a full disk or a kill never leaves half a secret behind.</summary>
    private static void Write(string path, string secret)
    {
        var half = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(half, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(secret + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(half, path);
    }
}
