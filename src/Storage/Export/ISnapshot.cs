using Dapper;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>One view of the database that stays as it is while others write. One call at a time.</summary>
internal interface ISnapshot<TSession> : IAsyncDisposable
    where TSession : ISession
{
    Task<T> Read<T>(Func<TSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>The first column of all rows of a statement.</summary>
    Task<List<string>> Texts(string sql, DynamicParameters arguments, CancellationToken cancellationToken);

    /// <summary>Begins a walk through the first column of a statement, which stays where it is between the calls of <see cref="Walk"/>.</summary>
    Task BeginWalk(string sql, DynamicParameters arguments, CancellationToken cancellationToken);

    /// <summary>The next ids; fewer than <paramref name="count"/> at the end.</summary>
    Task<IReadOnlyList<string>> Walk(int count, CancellationToken cancellationToken);
}

/// <summary>What exports need of a database beside its sessions.</summary>
internal interface ISnapshots<TSession>
    where TSession : ISession
{
    /// <summary>A transaction that begins with its first read.</summary>
    Task<ISnapshot<TSession>> Open(CancellationToken cancellationToken);

    /// <summary>Those of the list with the same filter.</summary>
    Task<ListConditions> ConditionsOf(string companyId, ExportRequest request, CancellationToken cancellationToken);

    /// <summary>The names of all members of the JSON objects in <c>r.custom_fields</c>, as <c>field.key</c>.</summary>
    string FieldKeys { get; }
}
