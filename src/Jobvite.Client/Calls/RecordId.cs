namespace Jobvite.Client;

internal static class RecordId
{
    private const int Longest = 128;

    /// <summary>Refuses ids that Jobvite cannot have given out and that could change the meaning of an address.</summary>
    public static void Check(string id, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id, parameter);
        var plain = id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or ':');
        if (id.Length > Longest || !plain || id.All(static c => c == '.'))
        {
            throw new ArgumentException($"A Jobvite id has at most {Longest} letters, digits and '-', '_', '.', '~', ':'.", parameter);
        }
    }
}
