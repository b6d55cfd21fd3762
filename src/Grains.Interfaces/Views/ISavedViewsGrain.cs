using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>The views of its lists that a company's people keep and share, keyed by <see cref="CompanyKey"/>.</summary>
[Alias("jv.ISavedViewsGrain")]
public interface ISavedViewsGrain : IGrainWithStringKey
{
    /// <summary>How many views a list has at most.</summary>
    const int Most = 30;

    /// <summary>The longest name, in characters.</summary>
    const int LongestName = 60;

    /// <summary>The longest query, in characters.</summary>
    const int LongestQuery = 2000;

    /// <summary>A list's views, by name.</summary>
    /// <returns>None when the company is not the caller's.</returns>
    [Alias("List")]
    Task<ImmutableArray<SavedView>> List(ViewedList list, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Keeps a view.</summary>
    /// <param name="list">Of which list.</param>
    /// <param name="name">1 to <see cref="LongestName"/> characters; unlike the others of the list, without regard to case.</param>
    /// <param name="query">As in an address, without question mark; only what <see cref="ViewParameters.Kept"/> names.</param>
    /// <param name="replace">A view of the same name is replaced, and keeps its id.</param>
    /// <param name="caller">Who; for the audit trail.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [Alias("Save")]
    Task<SavedViewResult> Save(ViewedList list, string name, string query, bool replace, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Removes a view.</summary>
    /// <returns>False when the company has no such view, or is not the caller's.</returns>
    [Alias("Delete")]
    Task<bool> Delete(Guid id, Caller caller, CancellationToken cancellationToken = default);
}

/// <summary>A view of a list.</summary>
[GenerateSerializer, Alias("jv.SavedView"), Immutable]
public sealed record SavedView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required ViewedList List { get; init; }

    /// <summary>What somebody typed: any text.</summary>
    [Id(2)] public required string Name { get; init; }

    /// <summary>As in an address, without question mark.</summary>
    [Id(3)] public required string Query { get; init; }

    /// <summary>Who saved it last: e-mail, else sub; null when the token named nobody.</summary>
    [Id(4)] public string? CreatedBy { get; init; }

    /// <summary>When it was saved last.</summary>
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Names the view by its id: what people type stands in no log.</summary>
    public override string ToString() => $"SavedView {{ Id = {Id} }}";
}

/// <summary>What came of saving a view.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="View">The view as it is kept now; of <see cref="SaveViewOutcome.NameTaken"/> the one that has the name.</param>
[GenerateSerializer, Alias("jv.SavedViewResult"), Immutable]
public sealed record SavedViewResult([property: Id(0)] SaveViewOutcome Outcome, [property: Id(1)] SavedView? View = null);

/// <summary>How saving a view ended.</summary>
[GenerateSerializer, Alias("jv.SaveViewOutcome")]
public enum SaveViewOutcome
{
    Saved = 1,

    /// <summary>In the place of one with the same name.</summary>
    Replaced = 2,

    /// <summary>Another one has the name, and was to be kept.</summary>
    NameTaken = 3,

    /// <summary>The list has as many views as it may have.</summary>
    TooMany = 4,

    /// <summary>The name is empty, too long or has control characters.</summary>
    InvalidName = 5,

    /// <summary>The query is not one of the list's, holds nothing, is too long, or holds what a view must not keep.</summary>
    InvalidQuery = 6,

    /// <summary>The company is not the caller's.</summary>
    NotFound = 7,
}
