using Jobvite.Client;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Onboarding;

/// <summary>Onboarding conditions of the settings in the client's terms.</summary>
internal static class OnboardingConditions
{
    public static OnboardingCondition ToClient(OnboardingFilter filter) =>
        new(filter.Field, Enum.Parse<FilterOperator>(filter.Operator, ignoreCase: true), filter.Values);

    /// <summary>Whether <paramref name="text"/> names one of Jobvite's operators.</summary>
    public static bool IsOperator(string text) =>
        text.All(char.IsAsciiLetter) && Enum.TryParse<FilterOperator>(text, ignoreCase: true, out _);
}
