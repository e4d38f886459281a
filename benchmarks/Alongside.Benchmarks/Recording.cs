using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Alongside.Benchmarks;

/// <summary>Writes down which statements the application sends while it answers a request that asks for it.</summary>
public sealed class Recording : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    // Flows with the request alone: what jobs do meanwhile is not the page's.
    private static readonly AsyncLocal<List<Statement>?> now = new();
    private readonly List<DiagnosticListener> sources = [];
    private readonly List<IDisposable> heard = [];

    private Recording()
    {
    }

    public static Recording Ear { get; } = new();

    public static IReadOnlyList<Statement> Last { get; private set; } = [];

    // Nobody listens while it is measured: what is said to a listener is allocated for it.
    public void Begin()
    {
        now.Value = [];
        heard.AddRange(sources.Select(s => s.Subscribe(this, name => string.Equals(name, RelationalEventId.CommandExecuting.Name, StringComparison.Ordinal))));
    }

    public void End()
    {
        (Last, now.Value) = (now.Value ?? [], null);
        heard.ForEach(h => h.Dispose());
        heard.Clear();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (string.Equals(value.Name, "Microsoft.EntityFrameworkCore", StringComparison.Ordinal)) sources.Add(value);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (now.Value is { } list && value.Value is CommandEventData { Command: { } command })
            list.Add(new(command.CommandText, [.. command.Parameters.Cast<System.Data.Common.DbParameter>().Select(Sent.Of)]));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
