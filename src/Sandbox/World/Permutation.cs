namespace Jobvite.Sandbox;

/// <summary>A reversible shuffle of the numbers below 2^(2·halfBits): ids that look random, never collide, and lead back to their index.</summary>
internal readonly struct Permutation(ulong key, int halfBits)
{
    private const int Rounds = 4;
    private readonly ulong _mask = (1UL << halfBits) - 1;

    public ulong Shuffle(ulong value)
    {
        var (left, right) = (value >> halfBits, value & _mask);
        for (var round = 0; round < Rounds; round++)
        {
            (left, right) = (right, left ^ Scramble(right, round));
        }

        return (left << halfBits) | right;
    }

    public ulong Restore(ulong value)
    {
        var (left, right) = (value >> halfBits, value & _mask);
        for (var round = Rounds - 1; round >= 0; round--)
        {
            (left, right) = (right ^ Scramble(left, round), left);
        }

        return (left << halfBits) | right;
    }

    private ulong Scramble(ulong half, int round) => Dice.Mix(key + ((ulong)round << 56) + half) & _mask;
}
