using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Storage;

/// <summary>
/// What the holder of a run remembers of the ids that the run has seen, so that a page need not be compared in the database with all
/// pages before it. One for each time a run is taken. The store fills it, also from the database when the run was begun by somebody else;
/// not for two writes at once.
/// </summary>
public sealed class RunMemory
{
    // The first eight bytes of a hash instead of the id: of a million ids, two look alike once in forty million runs, and then one
    // record is counted as seen before.
    private readonly HashSet<ulong> _seen = [];
    private int _pages;

    /// <summary>No page has been taken in yet.</summary>
    internal bool IsBlank => _pages == 0 && _seen.Count == 0;

    /// <summary>
    /// The company had no record of this kind before the run's first page. What the run has not shown yet is then taken for new without
    /// asking; the table's key says so if somebody else was faster, and whoever hears that sets this to false.
    /// </summary>
    internal bool StartedEmpty { get; set; }

    /// <summary>Whether such a record must be looked for; false only where the run began with nothing and has not shown it.</summary>
    internal bool MayBeStored(SeenEntity entity, string id) => !StartedEmpty || _seen.Contains(Key(entity, id));

    /// <summary>Whether it holds exactly the ids of the run's first <paramref name="pages"/> pages.</summary>
    internal bool Knows(int pages) => _pages == pages;

    /// <summary>Begins anew with what is stored.</summary>
    internal void Fill(int pages, IEnumerable<(SeenEntity Entity, string[] Ids)> stored)
    {
        _seen.Clear();
        foreach (var (entity, ids) in stored)
        {
            Add(entity, ids);
        }

        _pages = pages;
    }

    /// <summary>How many of a page's counted ids the run has not seen before.</summary>
    internal int CountNew(IReadOnlyList<SeenIds> page) => page.Sum(one => one.Counted.Count(id => !_seen.Contains(Key(one.Entity, id))));

    /// <summary>Takes the ids of a page that is stored; it is the run's page of this number, counted from 1.</summary>
    internal void Add(int pages, IReadOnlyList<SeenIds> page)
    {
        foreach (var one in page)
        {
            Add(one.Entity, one.Ids);
        }

        _pages = pages;
    }

    private void Add(SeenEntity entity, IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            _seen.Add(Key(entity, id));
        }
    }

    private static ulong Key(SeenEntity entity, string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{(int)entity}{id}"), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
