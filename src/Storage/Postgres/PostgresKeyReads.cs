using Npgsql;

namespace Jobvite.Storage.Postgres;

/// <summary>The pool for reads that are planned once, apart from all else; see <see cref="PlanChoice.Once"/>.</summary>
internal sealed record PostgresKeyReads(NpgsqlDataSource Source) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
