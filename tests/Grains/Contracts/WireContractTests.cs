using System.Reflection;
using System.Text;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Contracts;

/// <summary>
/// What silos and front ends of different versions say to each other during a rolling upgrade. The golden file lists every wire type with
/// its members: a line may be added, never changed or removed while an older version may still run.
/// </summary>
public sealed class WireContractTests
{
    private static readonly IReadOnlyList<Type> WireTypes =
        [.. typeof(SyncRun).Assembly.GetTypes().Concat(typeof(GrainsHosting).Assembly.GetTypes())
            .Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)
            .OrderBy(AliasOf, StringComparer.Ordinal)];

    [Fact]
    public void Members_keep_their_numbers()
    {
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts", "Golden", "wire-types.txt"));
        var actual = Describe();
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "wire-types.actual.txt"), actual);
        Assert.Equal(golden, actual);
    }

    [Fact]
    public void No_two_types_or_grains_share_an_alias()
    {
        var grains = new[] { typeof(SyncRun).Assembly, typeof(GrainsHosting).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type));
        var aliases = WireTypes.Concat(grains).Select(AliasOf).ToList();
        Assert.Equal(aliases.Distinct(), aliases);
        Assert.All(aliases, alias => Assert.StartsWith("jv.", alias, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_grain_state_has_a_name_of_its_own()
    {
        var names = typeof(GrainsHosting).Assembly.GetTypes()
            .SelectMany(type => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<Orleans.Runtime.PersistentStateAttribute>()?.StateName)
            .OfType<string>()
            .ToList();
        Assert.Equal(["company", "directory", "front-keys", "meter-key", "person-sessions", "session-index", "suppression-key"], names.Order());
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var type in WireTypes)
        {
            text.Append(AliasOf(type)).Append('\n');
            foreach (var (id, name, kind) in MembersOf(type))
            {
                text.Append("  ").Append(id).Append(' ').Append(name).Append(": ").Append(kind).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<(long Id, string Name, string Kind)> MembersOf(Type type) => type.IsEnum
        ? Enum.GetNames(type).Select(name => (Convert.ToInt64(Enum.Parse(type, name), null), name, "value"))
        : type.GetProperties()
            .Select(property => (Id: property.GetCustomAttribute<IdAttribute>(), property))
            .Where(pair => pair.Id is not null)
            .Select(pair => ((long)pair.Id!.Id, pair.property.Name, pair.property.PropertyType.ToString()))
            .OrderBy(member => member.Item1);

    private static string AliasOf(Type type) => type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName!;
}
