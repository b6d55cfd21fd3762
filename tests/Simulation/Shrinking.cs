using Jobvite.Sandbox;

namespace Jobvite.Simulation.Tests;

/// <summary>Makes a story that fails as short as it can be while it still fails.</summary>
internal static class Shrinking
{
    /// <param name="story">Fails.</param>
    /// <param name="fails">Whether another one does.</param>
    /// <param name="attempts">How many stories may be tried.</param>
    public static async Task<Story> Shrink(Story story, Func<Story, Task<bool>> fails, int attempts)
    {
        for (var progress = true; progress && attempts > 0;)
        {
            progress = false;
            foreach (var smaller in Smaller(story))
            {
                if (attempts-- <= 0)
                {
                    break;
                }

                if (await fails(smaller))
                {
                    (story, progress) = (smaller, true);
                    break;
                }
            }
        }

        return story;
    }

    private static IEnumerable<Story> Smaller(Story story)
    {
        for (var length = story.Steps.Length / 2; length >= 1; length /= 2)
        {
            for (var start = story.Steps.Length - length; start >= 0; start -= length)
            {
                yield return story with { Steps = story.Steps.RemoveRange(start, length) };
            }
        }

        var usual = new SandboxQuirks { Total = TotalForm.Right };
        foreach (var habit in typeof(SandboxQuirks).GetProperties().Where(habit => !Equals(habit.GetValue(story.Habits), habit.GetValue(usual))))
        {
            var plainer = story.Habits with { };
            habit.SetValue(plainer, habit.GetValue(usual));
            yield return story with { Habits = plainer };
        }

        foreach (var people in (int[])[story.People / 2, story.People - 1])
        {
            if (people >= 0 && people < story.People)
            {
                yield return story with { People = people };
            }
        }

        if (story.Jobs > 0)
        {
            yield return story with { Jobs = story.Jobs / 2 };
        }

        if (story.Processes > 0)
        {
            yield return story with { Processes = 0 };
        }

        if (story.Interval != new Story { Seed = 0 }.Interval)
        {
            yield return story with { Interval = new Story { Seed = 0 }.Interval };
        }

        if (story.OtherPeople > 0 && story.Steps.Any(static step => step is SourceStep))
        {
            yield return story with { OtherPeople = story.OtherPeople / 2 };
        }

        if (story.SecondApplications > 0)
        {
            yield return story with { SecondApplications = 0 };
        }

        for (var index = 0; index < story.Steps.Length; index++)
        {
            if (story.Steps[index] is { CallsAfter: not Step.ToTheEnd } step and not (WaitStep or EndFaultsStep or FaultStep or PageCapStep))
            {
                yield return story with { Steps = story.Steps.SetItem(index, step with { CallsAfter = Step.ToTheEnd }) };
            }

            if (story.Steps[index] is PersonStep { Telling: not Telling.Lost } told)
            {
                yield return story with { Steps = story.Steps.SetItem(index, told with { Telling = Telling.Lost }) };
            }
        }
    }
}
