using System.Text;

namespace Jobvite.Sandbox;

/// <summary>Reads the command line.</summary>
internal static class Arguments
{
    /// <summary>Both <c>--name value</c> and <c>--name=value</c> are taken.</summary>
    /// <exception cref="ArgumentException">A switch that does not exist, or a value that cannot be used; the message names the switch.</exception>
    public static Invocation Parse(IReadOnlyList<string> arguments)
    {
        var invocation = new Invocation();
        for (var position = 0; position < arguments.Count; position++)
        {
            var parts = arguments[position].Split('=', 2);
            var known = SwitchTable.All.FirstOrDefault(each => each.Name == parts[0])
                ?? throw new ArgumentException($"There is no switch '{parts[0]}'. --help lists them all.");
            var value = parts.ElementAtOrDefault(1);
            if (known.Value is null ? value is not null : value is null && ++position >= arguments.Count)
            {
                throw new ArgumentException(known.Value is null ? $"{known.Name} takes no value." : $"{known.Name} needs a value: {known.Name} {known.Value}");
            }

            try
            {
                invocation = known.Apply(invocation, known.Value is null ? "" : value ?? arguments[position]);
            }
            catch (ArgumentException problem)
            {
                throw new ArgumentException($"{known.Name}: {problem.Message}", problem);
            }
        }

        invocation.Options.Validate();
        foreach (var fault in invocation.Faults)
        {
            fault.Validate();
        }

        return invocation;
    }

    public static string Help()
    {
        var text = new StringBuilder()
            .AppendLine("A stand-in for Jobvite: v2 API, onboarding API, webhooks, and an admin API under /admin.")
            .AppendLine()
            .AppendLine("  dotnet run --project src/Sandbox -- --jobs 500 --candidates 20000")
            .AppendLine();
        foreach (var each in SwitchTable.All)
        {
            text.Append("  ").Append($"{each.Name} {each.Value}".PadRight(32)).AppendLine(each.Help);
        }

        return text.ToString();
    }
}
