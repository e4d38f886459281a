using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Alongside.Commands;
using Alongside.Demo;
using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Crash;

/// <summary>
/// People who note, charge, pay, ask, withdraw and permit, all at once, until nobody answers any more; and what was
/// answered to them.
/// </summary>
internal sealed partial class PeopleAtWork
{
    private const string Waits = "You have waited since";

    /// <summary>All that they do, as it is counted.</summary>
    public static IReadOnlyList<string> Acts { get; } = ["noted", "charged", "paid", "asked", "permitted", "withdrew"];

    /// <summary>What one can wait for in a life, what takes longest first. To permit and to withdraw take turns.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["asked", "turned", "noted", "charged", "paid"];

    private static readonly string[] signedIn = ["nkechi", "amina", "zaynab", "luis"];

    private readonly KilledServer server;
    private readonly House house;
    private readonly Guid zaynab, luis, amina;
    private readonly List<Guid> sessions;
    private readonly Queue<Guid> toCharge;
    private readonly string code;
    private readonly ConcurrentDictionary<string, int> answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> cookies = new(StringComparer.Ordinal);
    private readonly Answered latest = new(), ever = new();
    private (string Text, Dictionary<string, string> Cookies, bool Written)? asking;
    private string? kept;
    private bool? opened;
    private int counter, consentsBefore;

    private PeopleAtWork(KilledServer server, House house, Guid zaynab, Guid luis, Guid amina, List<Guid> sessions) =>
        (this.server, this.house, this.zaynab, this.luis, this.amina, this.sessions, toCharge, code) =
        (server, house, zaynab, luis, amina, sessions, new(sessions), Payer.CodeOf(Payer.Of(house, new PersonId(zaynab).Subject)));

    /// <summary>How many answers came, by what people had done.</summary>
    public IReadOnlyDictionary<string, int> Answers => answers;

    /// <summary>The people of the demo in a practice that is none, with many hours behind them that are to be charged.</summary>
    public static async Task<PeopleAtWork> Settle(KilledServer server)
    {
        var stop = TestContext.Current.CancellationToken;
        using var ground = (await StandingGround.Take(server.Settings, demo: false, stop)).Value;
        await using var db = server.Open(ground.Premises.House);
        if (!await db.Profiles.AnyAsync(stop)) await DemoPractice.Build(ground.Place, ground.Premises, 1, stop);
        var working = await db.Profiles.AsNoTracking().ToListAsync(stop);
        var (nkechi, amina) = (Called("Nkechi"), Called("Amina"));
        var meeting = await db.Appointments.AsNoTracking().ToListAsync(stop);
        var (zaynab, luis) = (meeting.First(a => a.Therapist == nkechi).Client, meeting.First(a => a.Therapist == amina).Client);
        var now = SystemClock.Instance.GetCurrentInstant();
        // At hours at which nobody of the demo meets.
        var hours = Enumerable.Range(30, 24 * 200).Select(h => now - Duration.FromHours(h)).Where(h => h.InUtc().Hour is >= 3 and < 12).ToList();
        var held = hours.ConvertAll(h => new Features.Calendar.Appointment(new(CompositionRoot.Random.Id()), nkechi, zaynab, h, 50, "America/Toronto", "room", h - Duration.FromDays(1)));
        db.Appointments.AddRange(held);
        await db.SaveChangesAsync(stop);
        var people = new PeopleAtWork(server, ground.Premises.House, zaynab.Value, luis.Value, amina.Value, held.ConvertAll(a => a.Id.Value));
        people.consentsBefore = await people.ConsentsWithoutPapers(db);
        return people;

        PersonId Called(string name) => working.Single(p => p.Name.StartsWith(name, StringComparison.Ordinal)).Person;
    }

    /// <summary>Once: whoever is signed in stays so while the server is away.</summary>
    public async Task SignIn()
    {
        foreach (var name in signedIn)
        {
            using var browser = new PlainBrowser(server.Url);
            await browser.SignIn(name);
            cookies[name] = browser.Cookies;
        }
    }

    public Task Work(Life life) => Task.WhenAll(
        life.Fills(() => Notes(life)), life.Fills(() => Charges(life)), life.Fills(() => Pays(life)), life.Fills(() => Asks(life)), life.Fills(() => TurnsRound(life)));

    public async Task FindWhatWasAnswered()
    {
        await Find(latest);
        latest.MoveTo(ever);
    }

    /// <summary>What belongs together is there together, or none of it, whether it was answered or not.</summary>
    public async Task FindNothingHalf()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var db = server.Open();
        var written = (await db.Folders.Where(f => f.Category == Category.Request && db.SealedRecords.Any(r => r.Folder == f.Id)).Select(f => f.Part).ToListAsync(stop)).ToHashSet();
        var drafts = (await db.Folders.Where(f => f.Category == Category.Draft).Select(f => f.Part).ToListAsync(stop)).ToHashSet();
        var permitted = (await db.Permissions.Where(p => p.Category == Category.Request).Select(p => p.Person).ToListAsync(stop)).ToHashSet();
        Assert.All(await db.CareRequests.AsNoTracking().Where(r => r.StoppedAt == null && r.PlacedAt == null).ToListAsync(stop), r =>
        {
            Assert.Equal(r.SentAt is not null, written.Contains(r.Id.Value));
            Assert.Equal(r.SentAt is not null, permitted.Contains(r.Person));
            Assert.False(r.SentAt is not null && drafts.Contains(r.Id.Value));
        });
        var charged = (await db.Entries.AsNoTracking().Where(e => e.Session != null).Select(e => e.Session!).ToListAsync(stop)).ConvertAll(Convert.ToHexString).ToHashSet();
        var took = (await db.Appointments.AsNoTracking().ToListAsync(stop)).Where(a => a.TookPlace is not null).Select(a => a.Id.Value).ToHashSet();
        Assert.All(sessions, s => Assert.Equal(took.Contains(s), charged.Contains(Convert.ToHexString(Payer.SessionOf(house, s)))));
        Assert.Equal(consentsBefore, await ConsentsWithoutPapers(db));
    }

    // Each yes of theirs is one permission, and one paper that says in which words.
    private async Task<int> ConsentsWithoutPapers(Database db)
    {
        var (person, stop) = (new PersonId(luis), TestContext.Current.CancellationToken);
        var given = await db.Permissions.CountAsync(p => p.Person == person && p.Decision == Decision.Permit, stop);
        return given - await db.SealedRecords.CountAsync(r => r.Kind == Consent.Kind && db.Folders.Any(f => f.Id == r.Folder && f.Subject == person.Subject), stop);
    }

    public Task FindAllThatWasEverAnswered() => Find(ever);

    // As the people whom it is about find it.
    private async Task Find(Answered answered)
    {
        using var client = Browser("zaynab");
        using var therapist = Browser("nkechi");
        var (record, draft) = (await client.Page("/my-record?notes=all"), await therapist.Page($"/people/{zaynab}/note"));
        Assert.All(answered.Notes, note => Assert.Contains(note, record, StringComparison.Ordinal));
        if (kept is { } typed) Assert.True(record.Contains(typed, StringComparison.Ordinal) ^ draft.Contains(typed, StringComparison.Ordinal), "It is in one of the two places.");
        foreach (var session in answered.Charges) Assert.Contains("It took place.", await therapist.Page($"/appointments/{session}"), StringComparison.Ordinal);
        // Each in a line of its own; what they come to together stands beneath.
        var fees = (await client.Page("/my-fees")).Split("</tbody>")[0];
        Assert.All(answered.Payments, paid => Assert.Equal(2, fees.Split($">${Amount(paid)}</td>").Length));
        foreach (var (text, own) in answered.Requests)
        {
            using var visitor = server.Browser(own);
            Assert.Contains(text, await visitor.Page("/ask/1"), StringComparison.Ordinal);
            Assert.Contains(Waits, await visitor.Page("/my-request"), StringComparison.Ordinal);
        }
        if (opened is not { } expected) return;
        using var member = Browser("amina");
        Assert.Equal(expected, Opens(await member.Page($"/people/{luis}")));
        using var person = Browser("luis");
        Assert.Equal(expected, Back().IsMatch(await PlainBrowser.Raw(await person.Get("/my-consents"))));
    }

    private async Task Notes(Life life)
    {
        using var browser = Browser("nkechi");
        var text = $"note {Next()} of this hour";
        // Nobody knows any more where it is, until it is answered.
        kept = null;
        await life.Does(browser, $"/people/{zaynab}/note", "note", ("Form.Day", Yesterday), ("Form.Text", text), ("Form.Do", "keep"));
        kept = text;
        await life.Does(browser, $"/people/{zaynab}/note", "note", ("Form.Day", Yesterday), ("Form.Text", text), ("Form.Do", "share"));
        latest.Notes.Add(text);
        Came(life, "noted", "noted");
    }

    private async Task Charges(Life life)
    {
        using var browser = Browser("nkechi");
        var session = toCharge.Dequeue();
        await life.Does(browser, $"/appointments/{session}", "took-place");
        latest.Charges.Add(session);
        Came(life, "charged", "charged");
    }

    private async Task Pays(Life life)
    {
        using var browser = Browser("amina");
        var minor = 100_00 + Next();
        await life.Does(browser, "/bookkeeping", "money", ("Form.Code", code), ("Form.Amount", Amount(minor)));
        latest.Payments.Add(minor);
        Came(life, "paid", "paid");
    }

    // A step at a time: whoever was cut off comes back to where they were.
    private async Task Asks(Life life)
    {
        if (asking is null)
        {
            using var visitor = new PlainBrowser(server.Url);
            await life.Does(visitor, "/ask", "begin");
            asking = ($"what brings person {Next()}", visitor.Cookies, false);
        }
        var (text, own, written) = asking.Value;
        using var browser = server.Browser(own);
        if (!written) await life.Does(browser, "/ask/1", "step", ("Form.Brings", text), ("Form.Do", "on"));
        asking = (text, own, true);
        // It may have been sent, and the answer lost.
        if (!(await life.Page(browser, "/my-request")).Contains(Waits, StringComparison.Ordinal)) await life.Does(browser, "/ask/5", "step", ("Form.Do", "on"));
        latest.Requests.Add((text, browser.Cookies));
        asking = null;
        Came(life, "asked", "asked");
    }

    private async Task TurnsRound(Life life)
    {
        using var browser = Browser("luis");
        using var member = Browser("amina");
        var before = Opens(await life.Page(member, $"/people/{luis}"));
        // What was under way when the server died is done or isn't: then either is right.
        if (opened is { } expected) Assert.Equal(expected, before);
        opened = null;
        if (before)
        {
            foreach (Match form in Back().Matches(await life.Page(browser, "/my-consents"))) await life.Does(browser, "/my-consents", form.Groups["name"].Value);
        }
        else
        {
            var me = DemoPractice.People.Single(p => p.SignIn == "luis");
            await life.Does(browser, $"/my-consents/{amina}", "give", ("Form.Yes", "notes"), ("Form.Months", "12"), ("Form.Name", me.SignIn), ("Form.Passphrase", me.Passphrase));
        }
        opened = !before;
        Came(life, before ? "withdrew" : "permitted", "turned");
    }

    private static bool Opens(string page) => page.Contains("Write a note", StringComparison.Ordinal);

    private void Came(Life life, string what, string kind)
    {
        answers.AddOrUpdate(what, 1, (_, count) => count + 1);
        life.Says(kind);
    }

    private PlainBrowser Browser(string name) => server.Browser(cookies[name]);

    private int Next() => Interlocked.Increment(ref counter);

    private static string Yesterday => SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusDays(-1).ToString("uuuu-MM-dd", null);

    private static string Amount(int minor) => minor % 100 == 0 ? $"{minor / 100}" : $"{minor / 100}.{minor % 100:00}";

    [GeneratedRegex("name=\"_handler\" value=\"(?<name>back-[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Back();
}
