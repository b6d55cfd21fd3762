namespace Jobvite.Grains.Tests.Webhooks;

/// <summary>Waits for what another task brings about.</summary>
internal static class Conditions
{
    /// <summary>Until the condition holds; fails after 20 seconds.</summary>
    public static async Task Until(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(5, deadline.Token);
        }
    }
}
