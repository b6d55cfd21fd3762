namespace Jobvite.Client;

/// <summary>What Jobvite's ids look like.</summary>
public static class RecordId
{
    private const int Longest = 128;

    /// <summary>Whether Jobvite can have given out this id, and it does not change the meaning of an address.</summary>
    public static bool IsPossible(string id) =>
        id is { Length: > 0 and <= Longest }
        && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or ':')
        && !id.All(static c => c == '.');

    /// <summary>Refuses ids that Jobvite cannot have given out and that could change the meaning of an address.</summary>
    internal static void Check(string id, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id, parameter);
        if (!IsPossible(id))
        {
            throw new ArgumentException($"A Jobvite id has at most {Longest} letters, digits and '-', '_', '.', '~', ':'.", parameter);
        }
    }
}
