using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Alongside.Commands;
using Alongside.Storage;
using Alongside.Storage.Guards;
using Alongside.Tests.Journeys;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Commands;

/// <summary>Each starts processes of its own.</summary>
[Trait("Kind", "Process")]
public sealed class CommandTests(BuiltDemo demo) : IClassFixture<BuiltDemo>
{
    private static readonly string[] Parts = ["name", "kind", "signIn", "passphrase"];

    [Fact]
    public async Task The_demo_writes_who_can_sign_in()
    {
        using var people = JsonDocument.Parse(await File.ReadAllTextAsync(demo.PeopleFile, TestContext.Current.CancellationToken));
        var kinds = people.RootElement.EnumerateArray().Select(p => p.GetProperty("kind").GetString()).ToList();
        Assert.Equal(["member", "member", "member", "client", "client", "client"], kinds);
        Assert.All(people.RootElement.EnumerateArray(), p => Assert.Equal(Parts, p.EnumerateObject().Select(o => o.Name)));
    }

    [Fact]
    public async Task A_demo_that_is_there_is_served_as_it_is()
    {
        var before = File.GetLastWriteTimeUtc(Path.Combine(demo.Folder, "house.key"));
        using var serving = Executable.Serve("demo", "--data", demo.Folder);
        var said = await serving.SaysUpTo("sqlite3");
        Assert.Contains(serving.Url, said, StringComparison.Ordinal);
        Assert.Contains("zaynab", said, StringComparison.Ordinal);
        using var browser = new HttpClient();
        Assert.Contains("sign-in", await browser.GetStringAsync(new Uri(serving.Url), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(demo.Folder, "house.key")));
        var second = await Executable.Run("demo", "--data", demo.Folder, "--no-serve");
        Assert.Contains("in use by another Alongside", second.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Kind", "Slow")]
    public async Task The_same_seed_tells_the_same_stories_with_keys_of_their_own_and_another_seed_others()
    {
        await using var again = await BuiltDemo.Make("--seed", "1");
        await using var other = await BuiltDemo.Make("--seed", "2");
        var (first, second, third) = (await demo.Ids(), await again.Ids(), await other.Ids());
        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
        Assert.NotEqual(await File.ReadAllBytesAsync(Path.Combine(demo.Folder, "house.key"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(Path.Combine(other.Folder, "house.key"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Serve_refuses_a_demo_and_the_demo_refuses_a_practice()
    {
        var served = await Executable.Run("serve", "--data", demo.Copy());
        Assert.Equal(1, served.Code);
        Assert.Contains("fictional practice", served.Error, StringComparison.Ordinal);
        var folder = await RealPractice();
        var shown = await Executable.Run("demo", "--data", folder, "--no-serve");
        Assert.Equal(1, shown.Code);
        Assert.Contains("real practice", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_makes_nothing_among_somebody_elses_files()
    {
        var folder = Directory.CreateTempSubdirectory("alongside-full").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "letter.txt"), "mine", TestContext.Current.CancellationToken);
        var shown = await Executable.Run("demo", "--data", folder, "--no-serve");
        Assert.Equal(1, shown.Code);
        Assert.Contains("holds something else", shown.Error, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(folder, "letter.txt")], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Serve_begins_an_empty_practice_and_prints_a_link_that_founds_it_once()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("alongside-new").FullName, "data");
        using var serving = Executable.Serve("serve", "--data", folder);
        var link = (await serving.SaysUpTo("/founding/")).Trim().Split('\n')[^1].Trim();
        using var browser = new HttpClient();
        var front = await browser.GetStringAsync(new Uri(serving.Url), TestContext.Current.CancellationToken);
        Assert.Contains("founding", front, StringComparison.OrdinalIgnoreCase);

        using var founder = new PlainBrowser(serving.Url);
        using var joined = await founder.Fill(link, "join",
            ("Form.Known", "Amara Osei"), ("Form.Name", "amara"), ("Form.Passphrase", "four green boats at noon"), ("Form.Again", "four green boats at noon"));
        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await founder.Get("/founding")).StatusCode);
        using var second = new PlainBrowser(serving.Url);
        Assert.Contains("This link opens nothing any more", await second.Page(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_without_the_house_file_says_so_and_makes_no_other()
    {
        var folder = await RealPractice();
        var file = Path.Combine(folder, "house.key");
        File.Delete(file);
        var served = await Executable.Run("serve", "--data", folder);
        Assert.Equal((1, 0), (served.Code, served.Out.Length));
        Assert.Contains("The house file is missing.", served.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Check_names_the_mandate_that_one_person_alone_holds()
    {
        await using var practice = await TestPractice.Begin();
        practice.Clock.Now = NodaTime.SystemClock.Instance.GetCurrentInstant();
        var (alone, others) = (await practice.Person(), await practice.Person());
        await ForgingTests.Grant(practice, alone, others);
        Assert.Contains("Every mandate has two holders or more.", (await Check()).Out, StringComparison.Ordinal);
        await ForgingTests.Grant(practice, alone);
        var looked = await Check();
        Assert.Equal(1, looked.Code);
        Assert.Contains("The mandate welcome has fewer than two holders.", looked.Out, StringComparison.Ordinal);

        Task<Ended> Check() => Executable.Run("check", "--data", Path.GetDirectoryName(practice.Place.SqliteFile!)!, "--house", practice.HouseFile);
    }

    [Theory]
    [InlineData("serve", "--adress", "x")]
    [InlineData("serve", "--seed", "2")]
    [InlineData("check", "--url", "http://localhost:5080")]
    [InlineData("log", "--data", "x")]
    [InlineData("administer", "--data", "x")]
    [InlineData("demo", "--seed", "many")]
    public void What_no_command_knows_stops_it(params string[] words) => Assert.NotEmpty(CommandLine.Root().Parse(words).Errors);

    [Fact]
    public async Task An_unknown_variable_stops_a_practice_and_is_nothing_to_a_demo()
    {
        (string, string)[] variables = [("ALONGSIDE_PORT", "80")];
        var refused = await Executable.RunIn(variables, "serve", "--data", demo.Copy());
        Assert.Equal((1, 0), (refused.Code, refused.Out.Length));
        Assert.Contains("ALONGSIDE_PORT", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Executable.RunIn(variables, "demo", "--data", demo.Copy(), "--no-serve")).Code);
    }

    [Fact]
    public async Task Check_says_in_sentences_what_is_well_and_ends_with_1_on_trouble()
    {
        var folder = await RealPractice();
        var well = await Executable.Run("check", "--data", folder);
        Assert.True(well.Code == 0, well.Out + well.Error);
        Assert.EndsWith("Everything is as it should be.\n", well.Out, StringComparison.Ordinal);
        var guard = DatabaseGuards.All.First(g => g.Sqlite != "");
        await using (var db = DatabasePlace.Sqlite(Path.Combine(folder, "practice.db")).Open(null)) await DatabaseGuards.Drop(db, guard, TestContext.Current.CancellationToken);
        var harmed = await Executable.Run("check", "--data", folder);
        Assert.Equal(1, harmed.Code);
        Assert.Contains($"lacks 1 of its guards, {guard.Name}", harmed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_is_taken_and_a_number_that_is_none_are_said_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var refused = await Executable.Run("demo", "--data", demo.Copy(), "--url", $"http://{taken.LocalEndpoint}");
        Assert.Equal(1, refused.Code);
        Assert.StartsWith("Something else listens at", Assert.Single(refused.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Out, StringComparison.Ordinal);
        var wordy = await Executable.Run("demo", "--members", "zero");
        Assert.Equal(1, wordy.Code);
        Assert.Contains("--members takes a whole number", wordy.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", wordy.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_says_what_is_missing()
    {
        var empty = Directory.CreateTempSubdirectory("alongside-empty").FullName;
        Assert.Contains("There is no practice in", (await Executable.Run("check", "--data", empty)).Out, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty));
        Directory.Delete(empty);
        Assert.Contains("There is no folder", (await Executable.Run("check", "--data", empty)).Out, StringComparison.Ordinal);
        var folder = await RealPractice();
        File.Delete(Path.Combine(folder, "house.key"));
        Assert.Contains("The house file is missing", (await Executable.Run("check", "--data", folder)).Out, StringComparison.Ordinal);
        File.Copy(Path.Combine(demo.Folder, "house.key"), Path.Combine(folder, "house.key"));
        var foreign = await Executable.Run("check", "--data", folder);
        Assert.Equal(1, foreign.Code);
        Assert.Contains("belongs to another practice", foreign.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_sees_that_others_may_read_the_house_file()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = await RealPractice();
        File.SetUnixFileMode(Path.Combine(folder, "house.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var seen = await Executable.Run("check", "--data", folder);
        Assert.Equal(1, seen.Code);
        Assert.Contains("chmod 600", seen.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_verify_names_what_was_changed()
    {
        var well = await Executable.Run("log", "verify", "--data", demo.Folder);
        Assert.Equal(0, well.Code);
        Assert.Matches("^All [0-9]+ entries of the access log agree with each other. Root [0-9a-f]{64}.\n$", well.Out);
        var folder = demo.Copy();
        await Harm(folder, "UPDATE \"LogEntries\" SET \"Leaf\" = X'01' WHERE \"Index\" = 7");
        var harmed = await Executable.Run("log", "verify", "--data", folder);
        Assert.Equal(1, harmed.Code);
        Assert.Contains("Entry 7 can't be read", harmed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_keeps_of_the_log_is_held_against_it_later()
    {
        var kept = await Executable.Run("log", "checkpoint", "--data", demo.Folder);
        Assert.True(kept.Code == 0, kept.Error);
        var since = await Executable.Run("log", "verify", "--data", demo.Folder, "--since", kept.Out.Trim());
        Assert.Matches("^All ([0-9]+) entries .* and the first \\1 are those that the checkpoint was signed for. Root [0-9a-f]{64}.\n$", since.Out);
        var folder = demo.Copy();
        var (line, proof) = (Path.Combine(folder, "kept"), Path.Combine(folder, "proof.json"));
        await File.WriteAllTextAsync(line, kept.Out, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Executable.Run("log", "verify", "--data", folder, "--since", line)).Code);
        await File.WriteAllTextAsync(proof, (await Executable.Run("log", "proof", "7", "--data", folder)).Out, TestContext.Current.CancellationToken);
        Assert.StartsWith("Entry 7 of ", (await Executable.Run("log", "proof", "--check", proof)).Out, StringComparison.Ordinal);

        var other = await Executable.Run("log", "checkpoint", "--data", await RealPractice());
        Assert.Contains("another practice", (await Executable.Run("log", "verify", "--data", folder, "--since", other.Out.Trim())).Error, StringComparison.Ordinal);
        Assert.Contains("no checkpoint", (await Executable.Run("log", "verify", "--data", folder, "--since", proof)).Error, StringComparison.Ordinal);
        Assert.Contains("isn’t written as", (await Executable.Run("log", "proof", "--check", line)).Error, StringComparison.Ordinal);
        Assert.Contains("has no entry", (await Executable.Run("log", "proof", "999999", "--data", folder)).Error, StringComparison.Ordinal);
        Assert.Contains("Please name", (await Executable.Run("log", "proof")).Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Check_and_log_verify_read_either_database(string database)
    {
        await using var practice = await TestPractice.Begin(database);
        await practice.Person();
        var folder = Directory.CreateTempSubdirectory("alongside-either").FullName;
        var file = Path.Combine(folder, "house.key");
        File.Copy(practice.HouseFile, file);
        string[] where = practice.Place.SqliteFile is { } sqlite
            ? ["--data", Path.GetDirectoryName(sqlite)!, "--house", file]
            : ["--data", folder, "--database", practice.Place.Postgres!];
        var verified = await Executable.Run(["log", "verify", .. where]);
        Assert.True(verified.Code == 0, verified.Out + verified.Error);
        var looked = await Executable.Run(["check", .. where]);
        // Its keepers have never come together: nothing else is to be looked into.
        Assert.Contains("never been tried together", looked.Out, StringComparison.Ordinal);
        Assert.Contains("1 to look into.", looked.Out, StringComparison.Ordinal);
    }

    private static async Task<string> RealPractice()
    {
        var folder = Directory.CreateTempSubdirectory("alongside-real").FullName;
        var settings = Settings.Read(new Dictionary<string, string?>(), new Dictionary<string, string>(), folder).Value;
        (await StandingGround.Take(settings, demo: false, TestContext.Current.CancellationToken)).Value.Dispose();
        return folder;
    }

    /// <summary>Writes to the database as nobody can while its guards stand; then they stand again.</summary>
    private static async Task Harm(string folder, string sql)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var db = DatabasePlace.Sqlite(Path.Combine(folder, "practice.db")).Open(null);
        foreach (var guard in DatabaseGuards.All.Where(g => g.Sqlite != "")) await DatabaseGuards.Drop(db, guard, stop);
        await db.Database.ExecuteSqlRawAsync(sql, stop);
        await DatabaseGuards.Restore(db, stop);
    }
}
