using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>
/// Ids shaped like Jobvite's: eight alphanumerics (upper and lower case are different) for jobs, candidates and applications,
/// 24 hex digits for processes and tasks.
/// </summary>
internal sealed class RecordIds(int seed)
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int ShortLength = 8;

    private readonly Permutation _jobs = Shuffle(seed, Realm.Job, 20);
    private readonly Permutation _candidates = Shuffle(seed, Realm.Candidate, 20);
    private readonly Permutation _applications = Shuffle(seed, Realm.Application, 20);
    private readonly Permutation _processes = Shuffle(seed, Realm.Process, 32);
    private readonly Permutation _tasks = Shuffle(seed, Realm.Task, 32);

    public string Job(int index) => Short('o', _jobs, index);

    public string Candidate(int index) => Short('p', _candidates, index);

    public string Application(CandidateEntry entry) => Short('q', _applications, ((long)entry.Index * 2) + entry.Application);

    public string Process(int index) => Long(_processes, index);

    public string Task(int process, int ordinal) => Long(_tasks, ((long)process * 16) + ordinal);

    /// <summary>The index behind an id, or -1; the caller checks that the index exists.</summary>
    public int JobIndex(string id) => (int)Restore('o', _jobs, id);

    public int CandidateIndex(string id) => (int)Restore('p', _candidates, id);

    public CandidateEntry? ApplicationEntry(string id) =>
        Restore('q', _applications, id) is >= 0 and var number ? new CandidateEntry((int)(number / 2), (int)(number % 2)) : null;

    public int ProcessIndex(string id)
    {
        if (id.Length != 24 || !ulong.TryParse(id.AsSpan(8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var shuffled))
        {
            return -1;
        }

        var index = _processes.Restore(shuffled);
        return index < int.MaxValue && string.Equals(Process((int)index), id, StringComparison.OrdinalIgnoreCase) ? (int)index : -1;
    }

    private static Permutation Shuffle(int seed, Realm realm, int halfBits) => new(Dice.Of(seed, realm, -1).Key, halfBits);

    private static string Short(char prefix, Permutation shuffle, long index) =>
        string.Create(ShortLength, (prefix, shuffled: shuffle.Shuffle((ulong)index)), static (text, state) =>
        {
            text[0] = state.prefix;
            var rest = state.shuffled;
            for (var position = text.Length - 1; position > 0; position--)
            {
                text[position] = Digits[(int)(rest % 62)];
                rest /= 62;
            }
        });

    private static long Restore(char prefix, Permutation shuffle, string id)
    {
        if (id.Length != ShortLength || id[0] != prefix)
        {
            return -1;
        }

        ulong shuffled = 0;
        foreach (var letter in id.AsSpan(1))
        {
            var digit = Digits.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0)
            {
                return -1;
            }

            shuffled = (shuffled * 62) + (ulong)digit;
        }

        var index = shuffled < 1UL << 40 ? shuffle.Restore(shuffled) : ulong.MaxValue;
        return index <= int.MaxValue ? (long)index : -1;
    }

    private static string Long(Permutation shuffle, long index)
    {
        var shuffled = shuffle.Shuffle((ulong)index);
        return string.Create(CultureInfo.InvariantCulture, $"{(uint)Dice.Mix(shuffled):x8}{shuffled:x16}");
    }
}
