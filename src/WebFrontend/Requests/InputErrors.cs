namespace Jobvite.WebFrontend;

/// <summary>Collects what is wrong with a request, so that a caller learns everything at once.</summary>
internal sealed class InputErrors
{
    private readonly SortedDictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>Field → the first thing that is wrong with it.</summary>
    public IReadOnlyDictionary<string, string> First => _errors.ToDictionary(error => error.Key, error => error.Value[0], StringComparer.Ordinal);

    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
        {
            _errors[field] = messages = [];
        }

        messages.Add(message);
    }

    /// <exception cref="RequestRefusedException">Something was added.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new RequestRefusedException(Problem.Invalid(_errors.ToDictionary(e => e.Key, e => e.Value.ToArray())));
        }
    }

    public static RequestRefusedException Of(string field, string message)
        => new(Problem.Invalid(new Dictionary<string, string[]> { [field] = [message] }));
}
