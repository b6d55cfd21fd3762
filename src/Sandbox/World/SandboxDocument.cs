namespace Jobvite.Sandbox;

/// <summary>A document that a test gave a person.</summary>
/// <param name="Type"><c>resume</c>, <c>cover_letter</c> or <c>attachment</c>.</param>
/// <param name="FileName">Null where Jobvite gives no name.</param>
/// <param name="Text">Its content.</param>
public sealed record SandboxDocument(string Type, string? FileName, string Text)
{
    /// <summary>Jobvite's id of the document; null where it gives none.</summary>
    public string? Id { get; init; }

    /// <summary>Whether it comes with the record, as the resume of the first application; the others are fetched.</summary>
    public bool Inline { get; init; }
}
