namespace Jobvite.Storage;

/// <summary>The database cannot be used just now; the message says what a person can do. Nothing was half-done.</summary>
public sealed class StorageUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
