using System.Text.RegularExpressions;

namespace Alongside.Benchmarks;

/// <summary>One thing that somebody does, as a request that can be made again and again.</summary>
/// <param name="Name">As a word of an address.</param>
/// <param name="Title">As people read it.</param>
/// <param name="Ours">The next request to the application; null when there is nothing left to do it with.</param>
/// <param name="InAWindow">At most so many in one window; null where nothing is used up.</param>
internal sealed record Doing(string Name, string Title, Func<HttpRequestMessage?> Ours, int? InAWindow = null);

/// <summary>What is done in a run: four pages are read, a session is booked, a note is shared.</summary>
internal sealed partial class Doings : IDisposable
{
    private const int Posts = 25, Weeks = 12;

    private readonly Visitor nkechi, zaynab;
    private int next;

    private Doings(Visitor nkechi, Visitor zaynab) => (this.nkechi, this.zaynab) = (nkechi, zaynab);

    /// <summary>Openings that were free when this began; the first is taken while we listen.</summary>
    public IReadOnlyList<FreeTime> Times { get; private set; } = [];

    /// <summary>Offers many short times, so that there is something to book, and gives the fund what it takes to hold for each.</summary>
    public static async Task OfferTimes(string address)
    {
        using var nkechi = new Visitor(address);
        await nkechi.SignIn("nkechi");
        await nkechi.Post("/bookkeeping", "money", ("Form.Code", ""), ("Form.Amount", "90000"));
        var day = DateTime.UtcNow.Date.AddDays(3).ToString("yyyy-MM-dd", null);
        for (var i = 0; i < Posts; i++)
        {
            await nkechi.Post("/openings", "offer", ("Form.Day", day), ("Form.Hour", $"{6 + (i / 4)}:{i % 4 * 15:00}"),
                ("Form.Minutes", "15"), ("Form.Way", "room"), ("Form.Weeks", $"{Weeks}"));
        }
    }

    public static async Task<Doings> Begin(string address)
    {
        var doings = new Doings(new(address), new(address));
        await doings.nkechi.SignIn("nkechi");
        await doings.zaynab.SignIn("zaynab");
        return doings;
    }

    /// <summary>Only reading.</summary>
    public async Task<IReadOnlyList<Doing>> Pages()
    {
        var person = Person().Match(await nkechi.Page("/people")).Groups["id"].Value;
        return
        [
            new("today", "Today", () => nkechi.Request("/today")),
            new("my-care", "My care", () => zaynab.Request("/my-care")),
            new("record", "a client's record", () => nkechi.Request($"/people/{person}")),
            new("waiting", "the waiting list", () => nkechi.Request("/waiting")),
        ];
    }

    /// <summary>What is written. What was read is measured before, since records grow by it.</summary>
    public async Task<IReadOnlyList<Doing>> Writes()
    {
        Times = await nkechi.Read<List<FreeTime>>(Served.Door + "times");
        var person = Person().Match(await nkechi.Page("/people")).Groups["id"].Value;
        var (book, note) = (await nkechi.Form("/calendar", "book"), await nkechi.Form($"/people/{person}/note", "note"));
        book["Form.Client"] = person;
        note["Form.Day"] = DateTime.UtcNow.Date.AddDays(-1).ToString("yyyy-MM-dd", null);
        note["Form.Text"] = string.Join(' ', Enumerable.Repeat("We spoke about the letter, and about who could sit beside them.", 12));
        note["Form.Do"] = "share";
        return
        [
            new("booking", "a booking", () => Interlocked.Increment(ref next) - 1 is var i && i < Times.Count
                ? nkechi.Request("/calendar", new(book, StringComparer.Ordinal) { ["Form.Opening"] = $"{Times[i].Opening}" }) : null, (Times.Count - 20) / 10),
            new("note", "a note", () => nkechi.Request($"/people/{person}/note", note)),
        ];
    }

    /// <summary>Does it once while the server listens to its own statements.</summary>
    public async Task<PageSpec> Listen(Doing doing)
    {
        var who = string.Equals(doing.Name, "my-care", StringComparison.Ordinal) ? zaynab : nkechi;
        if (doing.InAWindow is null)
        {
            for (var i = 0; i < 3; i++) (await who.Send(doing.Ours()!)).Dispose(); // what is written once a day is written
        }
        var request = doing.Ours()!;
        var posts = request.Method == HttpMethod.Post;
        request.Headers.Add(Served.Record, "1");
        using var answer = await who.Send(request);
        var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
        if ((int)answer.StatusCode != (posts ? 302 : 200)) throw new InvalidOperationException($"{doing.Title} answered {answer.StatusCode}.");
        return new(doing.Name, bytes, await nkechi.Read<List<Statement>>(Served.Door + "recorded"), await who.Read<List<RecordKey>>(Served.Door + "keys"),
            doing.InAWindow is null ? [] : Times);
    }

    public void Dispose()
    {
        nkechi.Dispose();
        zaynab.Dispose();
    }

    [GeneratedRegex("/people/(?<id>[0-9a-f-]{36})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Person();
}
