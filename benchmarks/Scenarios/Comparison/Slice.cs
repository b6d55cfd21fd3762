using Jobvite.Benchmarks.Load;

namespace Jobvite.Benchmarks.Comparison;

/// <summary>One of the short measurements that alternate.</summary>
/// <param name="Report">What the load generator saw.</param>
/// <param name="Cpu">Seconds of the server's processes.</param>
/// <param name="PostgresCpu">Seconds of PostgreSQL's processes.</param>
internal sealed record Slice(LoadReport Report, double Cpu, double PostgresCpu);
