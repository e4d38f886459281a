using System.Net;
using Alongside.Demo;
using Alongside.Features.Consents;
using Alongside.Kernel;
using Alongside.Storage;
using Alongside.Tests.Floors;
using Alongside.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alongside.Tests.Hostile;

/// <summary>
/// Every address that anybody comes to × every kind of person × what was said yes and no to: words of somebody's stand on a
/// page of those to whom they are open at that moment, and on nobody else's.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class WhoSeesWhatTests
{
    private const string AYear = "12", WithoutEnd = "0";

    // What Zaynab keeps, by what opens it.
    private static readonly (string Key, string Words)[] zaynabs =
    [
        ("name", "Time to think before I answer."), ("channel", "416 555 0188"), ("crisis", "in the tin under the sewing machine"),
        ("notes", "the letter from the landlord"), ("notes", "my aunt who read it first"),
    ];

    // Of others, who say nothing meanwhile: words, whose they are, and who else reads them.
    private static readonly (string Words, string[] Readers)[] others =
    [
        ("Luis brought oranges", ["luis", "amina"]),
        ("I left, and I don’t know yet where to", ["wren", "nkechi", "amina", "sione"]),
    ];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task On_each_page_and_after_each_yes_and_no_everybody_sees_what_is_open_to_them_and_nothing_else(string database)
    {
        await using var practice = await ServedPractice.Start(database, demo: true);
        using var walk = await Walk.Begin(practice);
        var said = new Said { ["nkechi"] = ["name", "notes", "channel", "crisis"] };
        await walk.Look("at first", said);

        await walk.Gives("sione", AYear, "name", "crisis");
        said["sione"] = ["name", "crisis"];
        // What another therapist wrote stays theirs, whatever is opened of one's own.
        await walk.Gives("amina", AYear, "notes");
        said["amina"] = [];
        await walk.Look("with the crisis plan open to one more", said);

        await walk.TakesBack("sione", "crisis");
        said["sione"] = ["name"];
        await walk.ShutsOut("nkechi");
        said.Out.Add("nkechi");
        await walk.Look("with one thing taken back, and one of them kept out", said);

        await walk.LetsIn();
        said.Out.Clear();
        await walk.Gives("sione", WithoutEnd, "channel", "name", "crisis");
        said["sione"] = ["name", "channel", "crisis"];
        await walk.Look("with the no taken back", said);

        // Every other yes was for a year, and so was every mandate; of one without an end, what care itself needs goes on.
        await practice.Passes(Duration.FromDays(400));
        await practice.KeepsHouse();
        said["nkechi"] = [];
        said["sione"] = ["name", "crisis"];
        await walk.Look("after a year", said, aYearLater: true);
    }

    /// <summary>The oracle: who was told yes to what, and who is kept out.</summary>
    private sealed class Said : Dictionary<string, string[]>
    {
        public HashSet<string> Out { get; } = [];

        public bool Opens(string who, string key) => who == "zaynab" || (this.GetValueOrDefault(who)?.Contains(key) ?? false) && !Out.Contains(who);
    }

    private sealed class Walk(ServedPractice practice, PlainBrowser zaynab, IReadOnlyDictionary<string, PersonId> people) : IDisposable
    {
        // Whatever anybody came to at any time is asked for by all, always.
        private readonly HashSet<string> known = new(StringComparer.Ordinal);
        private readonly string proof = DemoPractice.People.Single(p => p.SignIn == "zaynab").Passphrase;
        private int looks;

        public static async Task<Walk> Begin(ServedPractice practice)
        {
            var zaynab = new PlainBrowser(practice.Address);
            await zaynab.SignIn("zaynab");
            var names = await practice.Asks(s => s.GetRequiredService<Database>().WorkingNames());
            return new(practice, zaynab, names.ToDictionary(n => n.Value.Split(' ')[0].ToLowerInvariant(), n => n.Key));
        }

        public async Task Look(string when, Said said, bool aYearLater = false)
        {
            var (wrong, walkers) = (new List<string>(), new List<Walker>());
            foreach (var kind in Walker.Kinds)
            {
                walkers.Add(await Walker.Come(practice, kind));
                // Later there is no other kind of page to come to.
                if (looks < 2) known.UnionWith((await Crawl.Reached(walkers[^1])).Select(s => s.Path));
            }
            looks++;
            foreach (var walker in walkers)
            {
                var pages = new List<string>();
                foreach (var path in known.Where(p => !p.StartsWith("/leave", StringComparison.Ordinal))) pages.Add(WebUtility.HtmlDecode((await walker.Get(path)).Text));
                foreach (var (key, words) in zaynabs) Judge(words, said.Opens(walker.Who, key));
                foreach (var (words, readers) in others) Judge(words, readers.Contains(walker.Who) && (!aYearLater || walker.Who == readers[0]));
                walker.Dispose();

                void Judge(string words, bool open)
                {
                    if (pages.Exists(p => p.Contains(words, StringComparison.Ordinal)) != open) wrong.Add($"{when}, {walker.Who} {(open ? "doesn’t see" : "sees")} “{words}”");
                }
            }
            Offences.None(wrong);
            Assert.True(known.Count > 60, $"Nobody came to more than {known.Count} addresses.");
        }

        public async Task Gives(string to, string months, params string[] keys)
        {
            var fields = (await zaynab.Form(PageOf(to), "give")).Append(new("Form.Name", "zaynab")).Append(new("Form.Passphrase", proof))
                .Append(new("Form.Months", months)).Append(new("Form.Since", "all")).Concat(keys.Select(k => new KeyValuePair<string, string>("Form.Yes", k)));
            await Sent(zaynab.Post(PageOf(to), fields), "given=true");
        }

        public async Task TakesBack(string from, string key)
        {
            var at = practice.Clock.GetCurrentInstant();
            var theirs = await practice.Asks(s => s.GetRequiredService<Database>().Permissions.AsNoTracking().Where(p => p.Actor == people[from].Actor).ToListAsync());
            var yes = theirs.Single(p => Sharing.Of(p)?.Key == key && p.IsActive(at));
            await Sent(zaynab.Fill("/my-consents", $"back-{yes.Id.Value:N}"), "/my-consents");
        }

        public Task ShutsOut(string member) => Sent(zaynab.Fill(PageOf(member), "deny"), "no=true");

        public async Task LetsIn()
        {
            var link = (await zaynab.Page("/my-consents")).Split("/my-consents/no/")[1][..36];
            await Sent(zaynab.Fill($"/my-consents/no/{link}", "lift", ("Form.Name", "zaynab"), ("Form.Passphrase", proof)), "/my-consents");
        }

        public void Dispose() => zaynab.Dispose();

        private string PageOf(string member) => $"/my-consents/{people[member].Value}";

        private static async Task Sent(Task<HttpResponseMessage> post, string leadsTo)
        {
            using var answer = await post;
            Assert.Contains(leadsTo, answer.Headers.Location?.ToString() ?? "nowhere", StringComparison.Ordinal);
        }
    }
}
