using Jobvite.Silo.Startup;

namespace Jobvite.Standalone;

/// <summary>
/// The directory that holds everything: database, secrets, logs. Only its owner may read it (mode 700), and only one process uses it at a
/// time: while this object lives, it holds a lock on a file in there, which the operating system releases even when the process is killed.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    /// <summary>The variable that names the directory.</summary>
    public const string Variable = "JOBVITE_DATA_DIR";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock) => (FullPath, _lock) = (path, @lock);

    /// <summary>Absolute.</summary>
    public string FullPath { get; }

    public string DatabasePath => File("jobvite.db");

    public string LogsPath => File("logs");

    public string File(string name) => Path.Combine(FullPath, name);

    /// <summary>Opens the directory, and makes it when it is not there.</summary>
    /// <param name="path">As the operator wrote it; null for <c>./data</c>.</param>
    /// <exception cref="StartupException">It cannot be made or written, or another process uses it.</exception>
    public static DataDirectory Open(string? path)
    {
        var full = Path.GetFullPath(string.IsNullOrWhiteSpace(path) ? "data" : path);
        try
        {
            Make(full);
            Make(Path.Combine(full, "logs"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The data directory {full} cannot be used: {exception.Message.TrimEnd('.')}. Set {Variable} to a directory that this user may write to.", exception);
        }

        return new DataDirectory(full, Lock(full));
    }

    public void Dispose() => _lock.Dispose();

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        System.IO.File.SetUnixFileMode(path, OwnerOnly);
    }

    private static FileStream Lock(string directory)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new FileStream(Path.Combine(directory, "lock"), options);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartupException($"The data directory {directory} cannot be written by this user. Set {Variable} to one that can.", exception);
        }
        catch (IOException exception)
        {
            throw new StartupException(
                $"Another process uses the data directory {directory} ({exception.Message.TrimEnd('.')}). Stop that one, or set {Variable} to another directory.", exception);
        }
    }
}
