namespace Jobvite.Storage;

/// <summary>Where records are stored in PostgreSQL (15 or newer).</summary>
public sealed class PostgresStorageOptions
{
    /// <summary>
    /// Npgsql's form, such as <c>Host=db;Database=jobvite;Username=jobvite;Password=…</c>. What it leaves out gets defaults that suit
    /// this program: its name, prepared statements, and limits on waiting for locks and on transactions that do nothing.
    /// </summary>
    public string ConnectionString { get; set; } = "";
}
