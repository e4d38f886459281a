using System.Text.Json;

namespace Alongside.Tests.Commands;

[Trait("Kind", "Process")]
public sealed class TallyCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("alongside-tally").FullName;

    private static string Maryfield => Path.Combine(AppContext.BaseDirectory, "Vectors", "scottish", "dundee22-maryfield.blt");

    [Fact]
    public async Task A_public_count_comes_out_as_JSON_and_as_a_table()
    {
        var counted = await Executable.Run("tally", Maryfield, "--method", "scottish-stv", "--json");
        using var result = JsonDocument.Parse(counted.Out);
        Assert.Equal(["Ken LYNN", "Georgia CRUICKSHANK", "Lynne SHORT"], result.RootElement.GetProperty("winners").EnumerateArray().Select(w => w.GetString()));
        Assert.Equal("1058.95252", result.RootElement.GetProperty("rounds")[6].GetProperty("totals").GetProperty("Lynne SHORT").GetRawText());
        var read = await Executable.Run("tally", Maryfield, "--method", "scottish-stv");
        Assert.Contains("Scottish STV, for 3; 4,213 ballots could be read, and 1,054 votes are needed.", read.Out, StringComparison.Ordinal);
        Assert.Contains("7. Danielle MARR is excluded", read.Out, StringComparison.Ordinal);
        Assert.Matches(@"Lynne SHORT +1,058\.95252  elected\n", read.Out);
        Assert.EndsWith("\nElected: Ken LYNN, Georgia CRUICKSHANK, Lynne SHORT\n", read.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tie_asks_for_a_lot_and_takes_it()
    {
        var file = Write("tie.blt", "2 1\n1 1 0\n1 2 0\n0\n\"Osei, Amara\"\n\"Béa\"\n\"\"\n");
        var asked = await Executable.Run("tally", file, "--method", "irv", "--json");
        Assert.Equal((1, ""), (asked.Code, asked.Out));
        Assert.Contains("between Osei, Amara, Béa. Please draw it, and give the order with --lot", asked.Error, StringComparison.Ordinal);
        var drawn = await Executable.Run("tally", file, "--method", "irv", "--lot", "Béa,Osei, Amara", "--json");
        Assert.Equal("""{"method":"irv","seats":1,"winners":["Béa"],"rounds":[{"totals":{"Osei, Amara":1,"Béa":1},"elected":[],"excluded":[]},{"totals":{"Osei, Amara":0,"Béa":1},"elected":["Béa"],"excluded":["Osei, Amara"]}]}""" + "\n", drawn.Out);
    }

    [Fact]
    public async Task A_JSON_file_brings_its_lot_and_what_is_said_goes_before_it()
    {
        var file = Write("lot.json", """{"options":["Herbs","Bench"],"method":"score","lot":["Bench","Herbs"],"ballots":[{"scores":{"Herbs":1,"Bench":1}}]}""");
        Assert.Contains("\"winners\":[\"Bench\"]", (await Executable.Run("tally", file, "--json")).Out, StringComparison.Ordinal);
        Assert.Contains("\"winners\":[\"Herbs\"]", (await Executable.Run("tally", file, "--json", "--lot", "Herbs,Bench")).Out, StringComparison.Ordinal);
        var odd = await Executable.Run("tally", Write("odd.json", """{"options":["Herbs"],"lot":["Pond"],"method":"score","ballots":[]}"""));
        Assert.Contains("The lot names “Pond”", odd.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_JSON_file_says_its_method_itself_and_what_is_said_goes_before_it()
    {
        var file = Write("garden.json", """{"options":["Herbs","Bench","Pond"],"method":"score","seats":1,"ballots":[{"count":2,"scores":{"Herbs":5,"Bench":4}},{"scores":{"Pond":5}}]}""");
        Assert.Equal("""{"method":"score","seats":2,"winners":["Herbs","Bench"],"rounds":[{"totals":{"Herbs":10,"Bench":8,"Pond":5},"elected":["Herbs","Bench"],"excluded":[]}]}""" + "\n",
            (await Executable.Run("tally", file, "--seats", "2", "--json")).Out);
    }

    [Theory]
    [InlineData("A BLT file holds ranks.", "--method", "dots")]
    [InlineData("Please say by which method", "--json")]
    [InlineData("No method is called “approval”.", "--method", "approval")]
    [InlineData("more seats (9) than candidates (8)", "--method", "schulze", "--seats", "9")]
    [InlineData("Instant run-off elects one.", "--method", "irv", "--seats", "2")]
    [InlineData("“Nobody”, and nobody of that name stands", "--method", "irv", "--lot", "Nobody")]
    [InlineData("--unranked is below or no-opinion.", "--method", "schulze", "--unranked", "last")]
    public async Task What_does_not_fit_is_refused_in_a_sentence(string why, params string[] words)
    {
        var refused = await Executable.Run(["tally", Maryfield, .. words]);
        Assert.Equal((1, ""), (refused.Code, refused.Out));
        Assert.Contains(why, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_malformed_is_refused_with_its_line()
    {
        Assert.Contains("There is no file", (await Executable.Run("tally", Path.Combine(folder, "none.blt"), "--method", "irv")).Error, StringComparison.Ordinal);
        Assert.Contains("is a folder", (await Executable.Run("tally", folder, "--method", "irv")).Error, StringComparison.Ordinal);
        var malformed = await Executable.Run("tally", Write("bad.blt", "2 1\n1 1 7 0\n"), "--method", "irv", "--json");
        Assert.Equal((1, "", "Line 2: there is a preference for candidate 7, and the first line says that there are 2.\n"), (malformed.Code, malformed.Out, malformed.Error));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
