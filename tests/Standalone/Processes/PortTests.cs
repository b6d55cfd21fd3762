using System.Globalization;

namespace Jobvite.Standalone.Tests.Processes;

public sealed class PortTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>
{
    /// <summary>Silo and gateway would let in every user of the machine; the web port asks for a token. The stand-in listens beside it.</summary>
    [Fact]
    public void The_process_listens_for_the_web_and_for_the_stand_in_and_for_nobody_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells which process listens where, in /proc.");
        var sockets = Directory.GetFiles($"/proc/{standalone.Child.ProcessId}/fd")
            .Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(target => target["socket:[".Length..^1])
            .ToHashSet(StringComparer.Ordinal);
        // Columns: number, local address and port in hexadecimal, remote one, state (0A is listening), …, inode.
        var listening = new[] { "tcp", "tcp6" }
            .SelectMany(table => File.ReadLines($"/proc/{standalone.Child.ProcessId}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns[3] == "0A" && sockets.Contains(columns[9]))
            .Select(columns => int.Parse(columns[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .Distinct()
            .Order();

        Assert.Equal(new[] { standalone.Greeting.Url.Port, standalone.Greeting.SandboxAdmin!.Port }.Order(), listening);
    }
}
