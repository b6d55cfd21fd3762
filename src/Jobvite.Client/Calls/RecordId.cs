namespace Jobvite.Client;

/// <summary>What Jobvite can have given out as the id of a record.</summary>
public static class RecordId
{
    private const int Longest = 128;

    /// <summary>Whether it may be asked for. No other id can be Jobvite's, and some could change the meaning of an address.</summary>
    public static bool IsPossible(string? id) =>
        id is { Length: > 0 and <= Longest }
        && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or ':')
        && !id.All(static c => c == '.');

    internal static void Check(string id, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id, parameter);
        if (!IsPossible(id))
        {
            throw new ArgumentException($"A Jobvite id has at most {Longest} letters, digits and '-', '_', '.', '~', ':'.", parameter);
        }
    }
}
