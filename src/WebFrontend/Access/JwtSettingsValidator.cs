using System.Text;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Stops the start-up when tokens could be forged.</summary>
internal sealed class JwtSettingsValidator : IValidateOptions<JwtSettings>
{
    private const int MinBytes = 32;
    private const int MinDistinctCharacters = 8;
    private const string HowTo = "Make one with: openssl rand -base64 48";

    /// <summary>
    /// Words that stand in example keys. Looked for anywhere in the key's letters and digits: the shortest has six, and a random
    /// Base64 key of 64 characters holds one of them about once in ten million.
    /// </summary>
    private static readonly string[] ExampleWords =
    [
        "secret", "changeme", "changethis", "password", "example", "placeholder", "replaceme", "replacethis", "insecure",
        "letmein", "qwerty", "default", "your256bit", "123456789", "abcdefgh", "signingkey", "jwtkey",
    ];

    public ValidateOptionsResult Validate(string? name, JwtSettings options)
    {
        if (AuthorityRules.ProblemOf(options) is { } problem)
        {
            return ValidateOptionsResult.Fail(problem);
        }

        if (options.HasAuthority && !options.AllowOwnKey)
        {
            return ValidateOptionsResult.Success;
        }

        if (WeaknessOf(options.SecretKey) is { } weakness)
        {
            return ValidateOptionsResult.Fail($"{JwtSettings.SecretKeyVariable} {weakness} {HowTo} — or set Jwt__Authority to use an OpenID Connect authority.");
        }

        return JwtSettings.List(options.PreviousKeys).Select(WeaknessOf).FirstOrDefault(one => one is not null) is { } former
            ? ValidateOptionsResult.Fail($"A key in {JwtSettings.PreviousKeysVariable} {former} It must be keys that {JwtSettings.SecretKeyVariable} had before, with commas between them.")
            : ValidateOptionsResult.Success;
    }

    /// <summary>What is wrong with a key, as the end of a sentence; null when it will do.</summary>
    internal static string? WeaknessOf(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            return "is not set.";
        }

        if (Encoding.UTF8.GetByteCount(key) < MinBytes)
        {
            return $"is shorter than {MinBytes} bytes.";
        }

        // What is left once example words are taken out must be enough by itself: a key with a readable prefix is a good one.
        var letters = string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        var random = ExampleWords.Aggregate(letters, (rest, word) => rest.Replace(word, "", StringComparison.Ordinal));
        if (key.Distinct().Count() < MinDistinctCharacters)
        {
            return $"has fewer than {MinDistinctCharacters} different characters, so it can be guessed.";
        }

        if (Repeats(key))
        {
            return "is one short text over and over, so it can be guessed.";
        }

        if (random.Length < MinBytes && random.Length < letters.Length)
        {
            return $"can be guessed: it holds words of example keys, and without them only {random.Length} letters and digits are left ({MinBytes} are enough).";
        }

        return null;
    }

    /// <summary>One piece of less than half the length, over and over.</summary>
    private static bool Repeats(string key)
    {
        for (var length = 1; length <= key.Length / 2; length++)
        {
            var period = length;
            if (Enumerable.Range(period, key.Length - period).All(i => key[i] == key[i - period]))
            {
                return true;
            }
        }

        return false;
    }
}
