using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A candidate while its applications are being read.</summary>
internal sealed record FoundCandidate(CandidateView View)
{
    public List<FoundApplication> Applications { get; } = [];

    public CandidateView Join() => CandidateMap.Join(View, Applications);
}
