namespace Jobvite.Storage;

/// <summary>Ids of one sort on a page.</summary>
/// <param name="Entity">Of what.</param>
/// <param name="Ids">All of them, without repetition: they count as seen.</param>
/// <param name="Counted">Those by which a page is judged to bring something new.</param>
internal sealed record SeenIds(SeenEntity Entity, IReadOnlyList<string> Ids, IReadOnlyList<string> Counted);
