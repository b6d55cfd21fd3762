namespace Jobvite.Transport.Certificates;

/// <summary>The text of the three files, read together. It holds a private key: not for logs.</summary>
/// <remarks>Not a record, so that no <c>ToString</c> shows the key.</remarks>
internal sealed class IdentityFiles
{
    private IdentityFiles(string certificate, string key, string ca) => (Certificate, Key, Ca) = (certificate, key, ca);

    public string Certificate { get; }

    public string Key { get; }

    public string Ca { get; }

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A file is missing or cannot be read; the message names the variable.</exception>
    public static IdentityFiles Read(TlsSettings settings) => new(
        Read(settings.CertificatePath, TlsSettings.CertificateVariable),
        Read(settings.KeyPath, TlsSettings.KeyVariable),
        Read(settings.CaPath, TlsSettings.CaVariable));

    public bool Same(IdentityFiles other) => Certificate == other.Certificate && Key == other.Key && Ca == other.Ca;

    private static string Read(string path, string variable)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw TlsSettings.Refused($"{variable} is '{path}', and there is no such file.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw TlsSettings.Refused($"{variable} is '{path}', which this user cannot read.");
        }
    }
}
