namespace Jobvite.Silo.Startup;

/// <summary>The process cannot start; the message tells a person what is wrong and what to do, and holds no secret.</summary>
public sealed class StartupException(string message, Exception? innerException = null) : Exception(message, innerException);
