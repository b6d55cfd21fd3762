using System.Reflection;
using Orleans.Statistics;

namespace Jobvite.Cluster.Tests.Silos;

/// <summary>A machine whose processors are as busy as a test says.</summary>
internal sealed class Overloaded : IEnvironmentStatisticsProvider
{
    /// <summary>0–100.</summary>
    public float Cpu { get; set; }

    public EnvironmentStatistics GetEnvironmentStatistics()
    {
        // Orleans keeps the constructor to itself.
        object statistics = default(EnvironmentStatistics);
        foreach (var field in typeof(EnvironmentStatistics).GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            object value = field.FieldType == typeof(float) ? (object)Cpu : field.Name.Contains("Maximum", StringComparison.Ordinal) ? 8L << 30 : 1L << 30;
            field.SetValue(statistics, value);
        }

        return (EnvironmentStatistics)statistics;
    }
}
