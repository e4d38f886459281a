using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Alongside.Tests.Journeys;

namespace Alongside.Tests.Crash;

/// <summary>
/// One life of the server. While it lasts, whoever asks is answered, and rightly; whoever asks when it ends hears nothing
/// more. A wrong answer is never taken for the end.
/// </summary>
internal sealed class Life
{
    /// <summary>Somebody was answered wrongly. Nobody needs to wait for more.</summary>
    public const string Wrong = "wrong";

    private readonly ConcurrentDictionary<string, TaskCompletionSource> answered = new(StringComparer.Ordinal);
    private volatile bool ended;
    private int cutOff;

    /// <summary>How many were writing when it ended, and heard nothing more.</summary>
    public int CutOff => Volatile.Read(ref cutOff);

    /// <summary>Until somebody was told for the first time that this is done, or anybody something wrong.</summary>
    public Task Hears(string what) => Task.WhenAny(First(what).Task, First(Wrong).Task);

    public void Says(string what) => First(what).TrySetResult();

    public void End() => ended = true;

    /// <summary>One thing after the other, until the end.</summary>
    public async Task Fills(Func<Task> act)
    {
        while (await Lets(act)) { }
    }

    /// <summary>Does one thing, if it still can: false once it is over.</summary>
    public async Task<bool> Lets(Func<Task> act)
    {
        if (ended) return false;
        try
        {
            await act();
            return true;
        }
        catch (Exception gone) when (IsTheEnd(gone))
        {
            return false;
        }
        catch
        {
            Says(Wrong);
            throw;
        }
    }

    /// <summary>Opens a page, fills one of its forms and sends it.</summary>
    public async Task<HttpResponseMessage> Fill(PlainBrowser browser, string path, string name, params (string Name, string Value)[] typed)
    {
        using var page = Answered(await browser.Get(path));
        var fields = PlainBrowser.Drawn(await PlainBrowser.Raw(page), name);
        foreach (var (field, value) in typed) fields[field] = value;
        try
        {
            return Answered(await browser.Post(path, fields));
        }
        catch (Exception gone) when (IsTheEnd(gone))
        {
            Interlocked.Increment(ref cutOff);
            throw;
        }
    }

    /// <summary>The same, where it leads on when it was done.</summary>
    public async Task Does(PlainBrowser browser, string path, string name, params (string Name, string Value)[] typed)
    {
        using var answer = await Fill(browser, path, name, typed);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public async Task<string> Page(PlainBrowser browser, string path)
    {
        using var page = Answered(await browser.Get(path));
        return await PlainBrowser.Text(page);
    }

    private bool IsTheEnd(Exception gone) => ended && gone is HttpRequestException or IOException or SocketException;

    private TaskCompletionSource First(string what) => answered.GetOrAdd(what, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    // Where it is the database that ended, it says so.
    private HttpResponseMessage Answered(HttpResponseMessage answer)
    {
        if (!ended || answer.StatusCode != HttpStatusCode.ServiceUnavailable) return answer;
        answer.Dispose();
        throw new IOException("The database is gone.");
    }
}
