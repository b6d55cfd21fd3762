namespace Jobvite.Sandbox;

/// <summary>
/// Random values without state: the same key and trait always fall the same way, so a record can be generated again
/// whenever it is asked for instead of being kept. The mixing is SplitMix64's finisher.
/// </summary>
internal readonly record struct Dice(ulong Key)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    public static Dice Of(int seed, Realm realm, long index) =>
        new(Mix(Mix(((ulong)(uint)seed << 8) | (uint)realm) + ((ulong)index * Golden)));

    public ulong Roll(Trait trait) => Mix(Key + ((ulong)trait * Golden));

    /// <summary>From 0 to <paramref name="bound"/> - 1.</summary>
    public int Below(int bound, Trait trait) => (int)(Roll(trait) % (uint)bound);

    /// <summary>From 0 to just under 1.</summary>
    public double Share(Trait trait) => (Roll(trait) >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability, Trait trait) => Share(trait) < probability;

    public T Pick<T>(IReadOnlyList<T> values, Trait trait) => values[Below(values.Count, trait)];

    /// <summary>Fresh dice for the nth of something that belongs to this.</summary>
    public Dice Next(long ordinal) => new(Mix(Key ^ Mix((ulong)ordinal + Golden)));

    public static ulong Mix(ulong value)
    {
        value += Golden;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
