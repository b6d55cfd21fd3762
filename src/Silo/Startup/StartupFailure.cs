using System.Net.Sockets;
using Jobvite.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Orleans.Runtime.MembershipService;

namespace Jobvite.Silo.Startup;

/// <summary>Turns what stopped the start-up into one paragraph for the terminal.</summary>
public static class StartupFailure
{
    /// <summary>The exit code of a process that could not start.</summary>
    public const int ExitCode = 1;

    /// <summary>ENOSPC, which .NET reports as it is on Unix.</summary>
    private const int NoSpaceLeft = 28;

    /// <summary>ERROR_DISK_FULL as an HRESULT.</summary>
    private const int DiskFull = unchecked((int)0x80070070);

    /// <summary>
    /// The paragraph, or null when the failure is none that a person can repair by other settings; then its stack trace is what is needed.
    /// </summary>
    public static string? Describe(Exception exception) => Causes(exception).Select(DescribeOne).FirstOrDefault(text => text is not null);

    private static string? DescribeOne(Exception exception) => exception switch
    {
        StartupException or StorageUnavailableException or DatabaseTooNewException => exception.Message,
        OptionsValidationException options => string.Join(' ', options.Failures.Select(SettingWords.Plain)),
        OrleansClusterConnectivityCheckFailedException =>
            "The other silos of the cluster cannot be reached, though the database says that they live. Check that Orleans__AdvertisedAddress and the ports are those at which machines reach each other, and that Orleans__Tls__CertificatePath, Orleans__Tls__KeyPath and Orleans__Tls__CaPath are set for all silos or for none, with certificates of one CA. Silos that were killed in the last minute are waited for; then starting again is enough.",
        InvalidOperationException conversion when SettingWords.OfConversion(conversion.Message) is { } words => words,
        // Kestrel names the address in the outer exception only.
        IOException { InnerException: AddressInUseException } taken =>
            $"{taken.Message.TrimEnd('.')}. Stop the process that uses it, or choose another address, for instance ASPNETCORE_URLS=http://localhost:5081.",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            "A port is in use by another process. Set ASPNETCORE_URLS, Orleans__SiloPort or Orleans__GatewayPort to free ones. " + exception.Message,
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "This user may not listen on that port. Choose one above 1023, for instance ASPNETCORE_URLS=http://localhost:5080. " + exception.Message,
        IOException { HResult: NoSpaceLeft or DiskFull } full =>
            $"There is no space left on the disk. Make room and start again; what was stored is kept. {full.Message}",
        UnauthorizedAccessException => $"A file or directory cannot be used by this user. {exception.Message}",
        _ => null,
    };

    /// <summary>The exception and everything inside it, the outermost first.</summary>
    private static IEnumerable<Exception> Causes(Exception exception) => exception is AggregateException aggregate
        ? aggregate.InnerExceptions.SelectMany(Causes)
        : exception.InnerException is { } inner ? Causes(inner).Prepend(exception) : [exception];
}

/// <summary>The process cannot start; the message tells a person what is wrong and what to do, and holds no secret.</summary>
public sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
