using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>Either what to write into the encrypted answer, or what is wrong with the request.</summary>
internal readonly record struct OnboardingAnswer(Action<Utf8JsonWriter>? Write, string? Problem)
{
    public static OnboardingAnswer Of(Action<Utf8JsonWriter> write) => new(write, null);

    public static OnboardingAnswer Wrong(string problem) => new(null, problem);
}
