namespace Jobvite.Standalone;

/// <summary>The command line cannot be understood; the message says which part and why.</summary>
internal sealed class CommandLineException(string message) : Exception(message);
