namespace Jobvite.Client;

/// <summary>A record of a page that could not be understood; the others of its page are good.</summary>
/// <param name="Index">Its place in the page, from 0.</param>
/// <param name="Id">Its id, if it has a readable one.</param>
/// <param name="Reason">What is wrong with it, without its content.</param>
public sealed record MalformedRecord(int Index, string? Id, string Reason);
