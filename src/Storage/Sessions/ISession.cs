using System.Data.Common;

namespace Jobvite.Storage;

/// <summary>
/// The statements of one transaction, for stores that are the same on both databases. Instants, ids and lists are given as such: each database
/// stores them its own way.
/// </summary>
internal interface ISession
{
    /// <summary>When the transaction began; every row it writes carries this time.</summary>
    DateTimeOffset Now { get; }

    /// <summary>What the transaction changes of records; written last.</summary>
    ChangeBuffer Changes { get; }

    /// <summary>The condition that a row of a table is one of those that a part of a statement chooses of it.</summary>
    /// <param name="rows">Constant: the table, a condition and a limit.</param>
    static abstract string IsAmong(string rows);

    /// <summary>The condition that a value is one of those in a list.</summary>
    /// <param name="parameter">Of the list, with its @.</param>
    static abstract string IsOneOf(string parameter);

    /// <summary>How many milliseconds are between two times.</summary>
    /// <param name="from">The column of the earlier one.</param>
    /// <param name="until">The column of the later one.</param>
    static abstract string Milliseconds(string from, string until);

    /// <summary>The condition that bytes hold one of the texts in a list.</summary>
    /// <param name="column">The bytes.</param>
    /// <param name="parameter">Of the list, with its @.</param>
    static abstract string HoldsOneOf(string column, string parameter);

    /// <summary>
    /// Reads all rows of a statement, and makes sure before that no person of these companies is erased until this transaction ends. To be called
    /// before anything else is locked.
    /// </summary>
    /// <param name="companies">In the order of their ids.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="arguments">Its arguments, <c>companies</c> among them.</param>
    /// <param name="map">Reads a row.</param>
    Task<List<T>> QueryShielded<T>(string[] companies, string sql, object arguments, Func<DbDataReader, T> map);

    /// <summary>Added to a query: holds its rows, and passes by those that others hold.</summary>
    /// <param name="table">The alias of the table whose rows are held.</param>
    static abstract string SkipLocked(string table);

    /// <summary>A log beside the database holds former contents until it is emptied (<see cref="IDatabase{TSession}.Compact"/>).</summary>
    static abstract bool KeepsLog { get; }

    /// <summary>Waits for everybody who stores records or webhooks of the company, and lets them wait until this transaction ends.</summary>
    Task BeginErasure(string companyId);

    /// <summary>Somebody else came in between and the write begins anew: lines up with those whom this befell too.</summary>
    Task QueueIfRetried(string companyId);

    /// <summary>Runs a statement; for a list of arguments once for each.</summary>
    /// <returns>How many rows it wrote.</returns>
    Task<int> Execute(string sql, object? arguments = null);

    /// <summary>Adds new rows to a table.</summary>
    /// <param name="table">Its name, a constant.</param>
    /// <param name="columns">What a row is made of.</param>
    /// <param name="rows">At least one.</param>
    Task AddAll<T>(string table, IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows);

    Task<T?> Scalar<T>(string sql, object? arguments = null);

    /// <summary>Reads all rows of a statement.</summary>
    Task<List<T>> Query<T>(string sql, object? arguments, Func<DbDataReader, T> map);

    /// <summary>Reads at most one row.</summary>
    Task<T?> QueryFirst<T>(string sql, object? arguments, Func<DbDataReader, T> map)
        where T : class;
}

/// <summary>Runs work in transactions and explains errors.</summary>
internal interface IDatabase<TSession>
    where TSession : ISession
{
    /// <summary>
    /// Runs the work in one transaction: committed when it returns, taken back when it throws. The work may run several times, so it
    /// must begin anew each time, and must await nothing but the session.
    /// </summary>
    Task<T> Write<T>(Func<TSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>
    /// The same for what reads or settles many webhooks at once, as every refresh does. Takes its turn; not to be called from within such work.
    /// </summary>
    Task<T> WriteInTurn<T>(Func<TSession, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs one statement that needs no transaction around it.</summary>
    /// <param name="sql">Constant.</param>
    /// <param name="arguments">Makes its arguments, given the time that its rows carry.</param>
    /// <param name="cancellationToken">Ends the waiting; the statement may have its effect all the same.</param>
    /// <returns>How many rows it wrote.</returns>
    Task<int> WriteOne(string sql, Func<DateTimeOffset, object> arguments, CancellationToken cancellationToken);

    /// <summary>Rids the files of everything that was deleted; false when that is still to be done. True where nobody can do it from here.</summary>
    /// <param name="mayTakeLong">Otherwise a large database is left for later.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<bool> Compact(bool mayTakeLong, CancellationToken cancellationToken);

    /// <summary>Runs the work on one consistent view of the database.</summary>
    Task<T> Read<T>(Func<TSession, Task<T>> work, CancellationToken cancellationToken);
}
