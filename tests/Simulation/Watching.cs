using System.Reflection;

namespace Jobvite.Simulation.Tests;

/// <summary>Any interface, every asynchronous call of which waits for its turn at the pump.</summary>
public class Watched<T> : DispatchProxy
    where T : class
{
    private static readonly MethodInfo Typed = typeof(Watched<T>).GetMethod(nameof(Call), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private T? _inner;
    private Pump? _pump;

    internal static T Of(T inner, Pump pump)
    {
        var proxy = Create<T, Watched<T>>();
        ((Watched<T>)(object)proxy)._inner = inner;
        ((Watched<T>)(object)proxy)._pump = pump;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        return type == typeof(Task) ? CallPlain(targetMethod, args)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? Typed.MakeGenericMethod(type.GenericTypeArguments[0]).Invoke(this, [targetMethod, args])
            : targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    private static bool Writes(MethodInfo method) =>
        !((string[])["Find", "Get", "List", "Read", "Count", "Heartbeat"]).Any(word => method.Name.StartsWith(word, StringComparison.Ordinal));

    private Task<TResult> Call<TResult>(MethodInfo method, object?[]? args) =>
        _pump!.Call(() => (Task<TResult>)method.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null)!, Writes(method));

    private Task CallPlain(MethodInfo method, object?[]? args) => _pump!.Call(async () =>
    {
        await ((Task)method.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null)!).ConfigureAwait(false);
        return true;
    }, Writes(method));
}

/// <summary>Requests to Jobvite, each in its turn.</summary>
internal sealed class WatchedHandler(HttpMessageHandler inner, Pump pump, WorldClock clock) : DelegatingHandler(inner)
{
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(40);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => pump.Call(() =>
    {
        clock.MoveTo(clock.GetUtcNow() + OnTheWay);
        return base.SendAsync(request, cancellationToken);
    });
}

/// <summary>A grain, or the factory of grains, that does what the world says; what it is not told about answers with nothing.</summary>
public class Invented<T> : DispatchProxy
    where T : class
{
    private Func<MethodInfo, object?[], object?>? _answer;

    internal static T Of(Func<MethodInfo, object?[], object?> answer)
    {
        var proxy = Create<T, Invented<T>>();
        ((Invented<T>)(object)proxy)._answer = answer;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        return _answer!(targetMethod, args ?? [])
            ?? (type == typeof(Task) ? Task.CompletedTask
                : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? Nothing(type.GenericTypeArguments[0])
                : type.IsValueType && type != typeof(void) ? Activator.CreateInstance(type) : null);
    }

    private static object Nothing(Type type) => typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(type)
        .Invoke(null, [type.IsValueType ? Activator.CreateInstance(type) : null])!;
}
