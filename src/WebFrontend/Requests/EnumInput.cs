namespace Jobvite.WebFrontend;

/// <summary>Reads enum values from the words of the contract, in any case.</summary>
internal static class EnumInput
{
    /// <summary>Reads a word; null stays null, and what is not a word of <typeparamref name="T"/> is an error.</summary>
    public static T? Read<T>(string? text, string field, InputErrors errors) where T : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        // Enum.TryParse would take numbers and comma-separated lists as well.
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        errors.Add(field, $"must be one of {string.Join(", ", Enum.GetValues<T>().Select(EnumText.Of))}.");
        return null;
    }
}
