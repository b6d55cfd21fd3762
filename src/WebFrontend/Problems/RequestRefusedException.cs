namespace Jobvite.WebFrontend;

/// <summary>Ends a request with a problem before, or in place of, its handler's answer.</summary>
internal sealed class RequestRefusedException(Problem problem) : Exception("The request was refused.")
{
    public Problem Problem { get; } = problem;
}
