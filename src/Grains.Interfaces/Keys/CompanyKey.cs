using System.Diagnostics.CodeAnalysis;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// The key of every grain that belongs to one Jobvite company. The prefix is not hexadecimal on purpose: Orleans' ADO.NET storage
/// reads a string key that looks like a hexadecimal number as that number, so that <c>020235</c> and <c>20235</c> would share a row
/// (dotnet/orleans issue 9706).
/// </summary>
public readonly record struct CompanyKey
{
    private const string Prefix = "company:";

    /// <summary>The longest company id that is accepted, in characters.</summary>
    public const int MaxLength = 64;

    private CompanyKey(string companyId) => CompanyId = companyId;

    /// <summary>The company id as Jobvite and the REST contract spell it; case matters.</summary>
    public string CompanyId { get; }

    /// <summary>Makes the key of <paramref name="companyId"/>.</summary>
    /// <exception cref="ArgumentException">The id is not 1–64 characters of <c>A–Z a–z 0–9 _ -</c>.</exception>
    public static CompanyKey Of(string companyId) =>
        TryCreate(companyId, out var key) ? key : throw new ArgumentException("A company id is 1–64 letters, digits, '-' or '_'.", nameof(companyId));

    /// <summary>Makes the key when <paramref name="companyId"/> has the shape of a company id.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? companyId, out CompanyKey key)
    {
        var valid = companyId is { Length: > 0 and <= MaxLength } && companyId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        key = valid ? new CompanyKey(companyId!) : default;
        return valid;
    }

    /// <summary>Reads the company id back out of a grain's primary key.</summary>
    public static string CompanyIdOf(string grainKey) => grainKey.StartsWith(Prefix, StringComparison.Ordinal)
        ? grainKey[Prefix.Length..]
        : throw new ArgumentException("Not the key of a company's grain.", nameof(grainKey));

    /// <summary>The grain key.</summary>
    public override string ToString() => Prefix + CompanyId;
}
