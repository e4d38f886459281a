using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Alongside.Tests.Sealing;

/// <summary>Counts what one test's own flow asks the database while this is there; other tests run beside it.</summary>
internal sealed class StatementCount : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly AsyncLocal<StatementCount?> here = new();
    private readonly List<IDisposable> heard = [];

    public StatementCount()
    {
        here.Value = this;
        heard.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Reads { get; private set; }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore") heard.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuting.Name));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (here.Value == this && value.Value is CommandEventData { Command.CommandText: { } sql } && sql.StartsWith("SELECT", StringComparison.Ordinal)) Reads++;
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        heard.ForEach(h => h.Dispose());
        here.Value = null;
    }
}
