namespace Jobvite.Sandbox;

/// <summary>The faults that wait for requests.</summary>
internal sealed class FaultBoard(int seed)
{
    private readonly Lock _turn = new();
    private readonly List<Pending> _faults = [];
    private long _draws;

    public IReadOnlyList<SandboxFault> Active
    {
        get
        {
            lock (_turn)
            {
                return [.. _faults.Select(static pending => pending.Left is { } left ? pending.Fault with { Times = left, Skip = pending.Skip } : pending.Fault)];
            }
        }
    }

    public void Add(SandboxFault fault)
    {
        fault.Validate();
        lock (_turn)
        {
            _faults.Add(new Pending(fault));
        }
    }

    public void Clear()
    {
        lock (_turn)
        {
            _faults.Clear();
        }
    }

    /// <summary>
    /// The faults that hit this request, used up by it: any number of late answers, and the first of the rest.
    /// </summary>
    public IReadOnlyList<SandboxFault> Take(SandboxEndpoint? endpoint)
    {
        lock (_turn)
        {
            List<SandboxFault> hits = [];
            foreach (var pending in _faults)
            {
                var fault = pending.Fault;
                var late = fault.Kind == FaultKind.Latency;
                if ((fault.Endpoint is { } only && only != endpoint) || (!late && hits.Exists(static hit => hit.Kind != FaultKind.Latency)))
                {
                    continue;
                }

                if (pending.Skip > 0)
                {
                    pending.Skip--;
                }
                else if (Dice.Of(seed, Realm.Fault, _draws++).Chance(fault.Probability, Trait.Choice))
                {
                    hits.Add(fault);
                    pending.Left--;
                }
            }

            _faults.RemoveAll(static pending => pending.Left == 0);
            return hits;
        }
    }

    private sealed class Pending(SandboxFault fault)
    {
        public SandboxFault Fault { get; } = fault;

        public int? Left { get; set; } = fault.Times;

        public int Skip { get; set; } = fault.Skip;
    }
}
