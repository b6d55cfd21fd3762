namespace Jobvite.Client;

/// <summary>The account that the onboarding API takes with HTTP Basic authentication, for customers who have one.</summary>
public sealed record ServiceAccount(string Username, string Password)
{
    /// <summary>Without the members: the generated text would print the password into the first log that holds a connection.</summary>
    public override string ToString() => "ServiceAccount (not shown)";
}
