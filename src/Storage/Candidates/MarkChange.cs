namespace Jobvite.Storage;

/// <summary>A mark for an application that is not written otherwise.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="Mark">See <see cref="EntryMark"/>; null takes the mark away.</param>
/// <param name="Anyway">Its person or a document changed, so the mark that is there is void; otherwise only a missing or an old one is replaced.</param>
internal sealed record MarkChange(string ApplicationId, byte[]? Mark, bool Anyway);
