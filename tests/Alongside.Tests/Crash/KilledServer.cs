using Alongside.Commands;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using Alongside.Tests.Commands;
using Alongside.Tests.Journeys;
using NodaTime;

namespace Alongside.Tests.Crash;

/// <summary>A practice whose server is killed again and again, and what is to be found there each time it is back.</summary>
internal sealed class KilledServer : OwnServer
{
    // What `alongside check` asks of people, whom nobody killed.
    private static readonly string[] duties = ["The escrow is being made anew", "shares of it are not printed yet", "No backup ", "GiB are free"];

    private KilledServer(OwnDatabase own, string executable) : base(own, executable) =>
        Settings = new(own.Folder, own.Place, Path.Combine(own.Folder, "house.key"), new(Url), []);

    public Settings Settings { get; }

    /// <param name="database">"sqlite" or "postgres".</param>
    /// <param name="executable">The folder of the executable.</param>
    /// <param name="empty">Nothing is there yet, no table either; otherwise the demo's people are.</param>
    public static async Task<KilledServer> Begin(string database, string executable, bool empty = false) =>
        new(await (empty ? Databases.MakeEmpty(database) : DemoTemplate.CopyAsReal(database)), executable);

    public static KilledServer Begin(OwnDatabase own, string executable) => new(own, executable);

    /// <summary>A browser that kept these cookies while the server was away.</summary>
    public PlainBrowser Browser(IReadOnlyDictionary<string, string> cookies)
    {
        var browser = new PlainBrowser(Url);
        foreach (var (name, value) in cookies) browser.Cookies[name] = value;
        return browser;
    }

    public Database Open(House? house = null) => Own.Place.Open(house);

    /// <summary>
    /// What `alongside check`, `alongside log verify` and the sweep have to say against it: guards, log, ledger, and who
    /// holds which key by which permission.
    /// </summary>
    public async Task<IReadOnlyList<string>> Troubles()
    {
        var stop = TestContext.Current.CancellationToken;
        var troubles = new List<string>();
        await foreach (var finding in Checks.All(Settings, stop)) if (!finding.IsWell && !duties.Any(d => finding.Sentence.Contains(d, StringComparison.Ordinal))) troubles.Add(finding.Sentence);
        var premises = (await ExistingPractice.Read(Settings, stop)).Value;
        await using var db = Open(premises.House);
        troubles.AddRange((await LogAudit.Run(db, premises, stop)).Troubles.Select(t => FormattableString.Invariant(t)));
        using var queue = new WriterQueue();
        var vault = new Vault(db, premises, CompositionRoot.Random);
        await using var work = await new Gate(db, premises, new(SystemClock.Instance), CompositionRoot.Random, queue, vault).BeginPower(stop);
        if (await new Sweep(db, vault, premises).Run(work) is > 0 and var stopped) troubles.Add($"The sweep stops the records of {stopped} people.");
        return troubles;
    }
}
