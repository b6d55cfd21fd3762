using Jobvite.Storage;

namespace Jobvite.Grains.Endpoints;

/// <summary>What waits at one endpoint. Later changes of a record stand behind an earlier one of it.</summary>
internal sealed class WaitingLine
{
    private readonly SortedDictionary<long, DeliveryRow> _rows = [];

    public WaitingLine(IEnumerable<DeliveryRow> rows)
    {
        foreach (var row in rows)
        {
            Set(row);
        }
    }

    public int Count => _rows.Count;

    /// <summary>Records of which something waits, so that nothing later of theirs may be sent.</summary>
    public HashSet<string> Records() => [.. _rows.Values.Where(Holds).Select(row => row.RecordKey!)];

    /// <summary>Takes a row as it is now: adds it, or removes it when it is settled.</summary>
    public void Set(DeliveryRow row)
    {
        if (row.IsWaiting)
        {
            _rows[row.Position] = row;
        }
        else
        {
            _rows.Remove(row.Position);
        }
    }

    /// <summary>What may be tried now, in the order of the feed: what is due, and what stands behind it.</summary>
    public List<DeliveryRow> Due(DateTimeOffset now, int limit)
    {
        HashSet<string> held = new(StringComparer.Ordinal);
        HashSet<string> open = new(StringComparer.Ordinal);
        List<DeliveryRow> due = [];
        foreach (var row in _rows.Values)
        {
            if (due.Count == limit)
            {
                break;
            }

            var isDue = row.NextAttemptAt is { } next && DeliverySchedule.IsDue(next, now);
            if (!Holds(row))
            {
                Take(isDue, row);
            }
            else if (open.Contains(row.RecordKey!) || (!held.Contains(row.RecordKey!) && isDue))
            {
                open.Add(row.RecordKey!);
                Take(true, row);
            }
            else
            {
                held.Add(row.RecordKey!);
            }
        }

        return due;

        void Take(bool takes, DeliveryRow row)
        {
            if (takes)
            {
                due.Add(row);
            }
        }
    }

    /// <summary>Rows that nothing stands before any more, and that have no time yet: they are due now.</summary>
    public List<DeliveryRow> Release(DateTimeOffset now)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        var free = _rows.Values
            .Where(row => !Holds(row) || seen.Add(row.RecordKey!))
            .Where(row => row.NextAttemptAt is null)
            .Select(row => row with { NextAttemptAt = now })
            .ToList();
        free.ForEach(Set);
        return free;
    }

    private static bool Holds(DeliveryRow row) => row is { InOrder: true, RecordKey: not null };
}
