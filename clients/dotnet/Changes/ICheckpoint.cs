namespace JobviteOrleans;

/// <summary>Where a consumer's place in the feed is kept. Best in the database that the items go to; <see cref="FileCheckpoint"/> otherwise.</summary>
public interface ICheckpoint
{
    /// <summary>The place; null when there is none.</summary>
    Task<string?> Load(CancellationToken cancellationToken);

    /// <summary>Keeps the place; what is kept when this returns survives a loss of power.</summary>
    Task Save(string cursor, CancellationToken cancellationToken);
}

/// <summary>
/// A checkpoint in a file, which is replaced whole. It need not notice damage beyond an empty file: cursors carry a check of their own, and
/// the service refuses a damaged one.
/// </summary>
/// <param name="path">The file. A second one beside it, <c>….new</c>, comes and goes.</param>
public sealed class FileCheckpoint(string path) : ICheckpoint
{
    public async Task<string?> Load(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var text = (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim();
        return text.Length == 0 ? null : text;
    }

    public async Task Save(string cursor, CancellationToken cancellationToken)
    {
        var next = path + ".new";
        var file = new FileStream(next, FileMode.Create);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(cursor), cancellationToken).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }
}
