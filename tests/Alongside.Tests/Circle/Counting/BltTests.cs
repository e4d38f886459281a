using System.Text;
using Alongside.Features.Circle.Counting;
using CsCheck;

namespace Alongside.Tests.Circle.Counting;

public class BltTests
{
    private const string Plain = "3 2\n4 1 2 0\n1 3 0\n0\n\"Ada\"\n\"Béa\"\n\"Cem\"\n\"Title\"\n";

    [Theory]
    [InlineData(Plain)]
    [InlineData("\uFEFF" + Plain)]
    [InlineData("# who\n\n 3\t2 # and how many\r\n\r\n4 1 2 0 # four\r\n(b-17) 1 3 0\r\n0\r\n\"Ada\"\r\n\"Béa\" \"Greens\"\r\n\"Cem \"\"Greens\"\"\"\r\n\"Title\"\r\n# end")]
    [InlineData("3 2\n(1) 4 1 2 0 (2) 1 3 0\n0\n\"Ada\"\n\"Béa\"\n\"Cem\" # him\nTitle")]
    [InlineData("3 2\n1 1 2 0 1 1 2 0 1 1 2 0 1 1 2 0 1 3 0\n2 0\n0\n\"Ada\"\n\"Béa\"\n\"Cem\"\n\"Title\"\n\n")]
    public void Files_as_they_are_found_are_read_alike(string blt)
    {
        var ballots = Read(blt).Value;
        Assert.Equal((5, 2, "Title"), (ballots.Cast, ballots.Heading.Seats, ballots.Heading.Title));
        Assert.Equal(["Ada", "Béa", "Cem"], ballots.Options);
        Assert.Equal(["4 0 1", "1 2"], Shown(ballots));
    }

    [Fact]
    public void Withdrawn_candidates_are_taken_out_of_every_ballot_also_of_a_shared_rank()
    {
        var ballots = Read("5 1\n-2 -4\n1 2 1 0\n2 1=2=3 5 0\n3 2=1 3 0\n4 2 4 0\n5 - 2 3 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"E\"\n\"\"\n").Value;
        Assert.Equal(["A", "C", "E"], ballots.Options);
        Assert.Equal(["1 0", "2 0 =1 2", "3 0 1", "5 -1"], Shown(ballots));
    }

    [Theory]
    [InlineData("\"Neil \"\"Scottish Liberal Democrats\"\"\"", "Neil")]
    [InlineData("\"Dwayne \"\"The Rock\"\" Johnson\"", "Dwayne \"The Rock\" Johnson")]
    [InlineData("\"Ann \"\"Red\"\"\" \"\"", "Ann \"Red\"")]
    [InlineData("\"\"\"Red\"\"\"", "\"Red\"")]
    [InlineData("\"李 明\" \"\"", "李 明")]
    public void A_party_belongs_to_no_name(string written, string name) =>
        Assert.Equal([name], Read($"1 1\n0\n{written}\n\"\"\n").Value.Options);

    [Theory]
    [InlineData("", "This file is empty.")]
    [InlineData(" \n# nothing\n", "This file is empty.")]
    [InlineData("3\n", "Line 1: the first line says how many candidates there are, and how many seats.")]
    [InlineData("three 2\n", "Line 1: “three” stands where a whole number belongs.")]
    [InlineData("3 2 1\n", "Line 1: “1” stands after the numbers of candidates and seats.")]
    [InlineData("0 1\n", "Line 1: there may be between 1 and 1,000 candidates.")]
    [InlineData("99999999999999999999999 1\n", "Line 1: there may be between 1 and 1,000 candidates.")]
    [InlineData("3 4\n", "Line 1: there may be between 1 and 3 seats.")]
    [InlineData("3 0\n", "Line 1: there may be between 1 and 3 seats.")]
    [InlineData("3 2\n-4\n", "Line 2: candidate 4 has withdrawn, and the first line says that there are 3.")]
    [InlineData("3 2\n-1\n-1\n", "Line 3: candidate 1 has withdrawn twice.")]
    [InlineData("1 1\n-1\n0\n\"A\"\n\"\"\n", "Every candidate has withdrawn.")]
    [InlineData("3 2\n\n1 4 0\n", "Line 3: there is a preference for candidate 4, and the first line says that there are 3.")]
    [InlineData("3 2\n1 1 2 1 0\n", "Line 2: candidate 1 is on this ballot twice.")]
    [InlineData("3 2\n1 1 2 1 0\n1 2 0\n0\n", "Line 2: candidate 1 is on this ballot twice.")]
    [InlineData("3 2\n1 2 0(a) 1 3 0\n0\n", "Line 2: “0(a)” stands where a whole number belongs.")]
    [InlineData("3 2\n1 2 4 0\n1 2 0\n0\n", "Line 2: there is a preference for candidate 4, and the first line says that there are 3.")]
    [InlineData("3 2\n1 1=1 0\n", "Line 2: candidate 1 is on this ballot twice.")]
    [InlineData("3 2\n1 1 2\n1 3 0\n", "Line 2: no 0 ends this ballot.")]
    [InlineData("3 2\n1 1 x 0\n", "Line 2: “x” stands where a whole number belongs.")]
    [InlineData("3 2\n1.5 1 0\n", "Line 2: “1.5” stands where a whole number belongs.")]
    [InlineData("3 2\n1 1 -2 0\n", "Line 2: “-2” stands where a whole number belongs.")]
    [InlineData("3 2\n1 1= 0\n", "Line 2: a rank is shared with nobody.")]
    [InlineData("3 2\n1 1=\n", "Line 2: no 0 ends this ballot.")]
    [InlineData("3 2\n1 1=0\n", "Line 2: a rank is shared with nobody.")]
    [InlineData("3 2\n1 1=- 0\n", "Line 2: “-” stands where a whole number belongs.")]
    [InlineData("3 2\n1000000001 1 0\n", "Line 2: a ballot weighs at most 1,000,000,000.")]
    [InlineData("3 2\n(1 1 2 0\n", "Line 2: a bracket is opened and not closed.")]
    [InlineData("3 2\n(1)\n1 2 0\n", "Line 2: no ballot follows its id.")]
    [InlineData("3 2\n1 1 0\n-2\n0\n", "Line 3: “-2” stands where a whole number belongs.")]
    [InlineData("3 2\n1 1 0\n\"A\"\n", "Line 3: “\"A\"” stands where a whole number belongs.")]
    [InlineData("3 2\n1 1 0\n", "Line 3: the file ends before the 0 that ends the ballots.")]
    [InlineData("3 2\n1 1 0\n0 1\n", "Line 3: “1” stands after the 0 that ends the ballots.")]
    [InlineData("2 1\n0\n\"A\"\n", "Line 4: the file ends after 1 names, and the first line says that there are 2 candidates.")]
    [InlineData("2 1\n0\n\"A\"\nB\n", "Line 4: a name in quotation marks belongs here, that of candidate 2.")]
    [InlineData("2 1\n0\n\"A\n\"B\"\n", "Line 3: a name in quotation marks belongs here, that of candidate 1.")]
    [InlineData("2 1\n0\n\"A\" Greens\n", "Line 3: something stands after the name of candidate 1 that is no party in quotation marks.")]
    [InlineData("2 1\n0\n\"A\"\n\" \"\n", "Line 4: the name of candidate 2 is missing.")]
    [InlineData("2 1\n0\n\"A\"\n\"A \"\n", "Line 4: two candidates have the same name.")]
    [InlineData("2 1\n0\n\"A\u001b[2J\"\n", "Line 3: a name holds a character that can't be shown.")]
    [InlineData("2 1\n0\n\"A\"\n\"B\"\n", "Line 5: the file ends before the title, so that a name may be missing, too. A title can be empty: \"\".")]
    [InlineData("2 1\n0\n\"A\"\n\"B\"\n\"T\" x\n", "Line 5: the title isn't one text in quotation marks.")]
    [InlineData("2 1\n0\n\"A\"\n\"B\"\nT\u0007\n", "Line 5: the title holds a character that can't be shown.")]
    [InlineData("2 1\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n", "Line 6: something stands after the title. Are there more names than the first line says?")]
    public void What_is_wrong_is_said_with_its_line(string blt, string why) => Assert.Equal(why, Read(blt).Refusal?.ToString());

    [Fact]
    public void What_is_not_UTF_8_is_refused() =>
        Assert.Equal("Line 3: this isn't UTF-8 text.", BltReader.Read([.. "1 1\n0\n\""u8, 0xE9, .. "\"\n\"\"\n"u8]).Refusal?.ToString());

    [Fact, Trait("Kind", "Unhurried")]
    public void More_ballots_than_can_be_counted_are_refused()
    {
        var most = "1000000000 1 0\n"u8;
        var many = new byte[4 + (9_007_200 * most.Length)];
        "1 1\n"u8.CopyTo(many);
        for (var at = 4; at < many.Length; at += most.Length) most.CopyTo(many.AsSpan(at));
        Assert.Equal("Line 9007201: these are more ballots than can be counted.", BltReader.Read(many).Refusal?.ToString());
    }

    [Fact]
    public void What_is_written_is_read_as_it_was() => Gen.Select(Gen.Int[2, 6].SelectMany(options => Gen.Select(
        Gen.Select(Gen.Shuffle(Enumerable.Range(0, options).ToArray()), Gen.Bool.Array[options], Gen.Bool.Array[options], Gen.Int[0, options], Gen.Long[1, Ballots.MostAlike]).Array[0, 9],
        Gen.String[Gen.Char["ab \"'#é李"], 1, 9].Select(n => n.Trim()).Where(n => n.Length > 0).Array[options].Where(n => n.Distinct().Count() == n.Length))), Gen.String[Gen.Char["T \"#"], 0, 9]).Sample(made =>
    {
        var ((papers, names), title) = made;
        var box = new BallotBox(BallotKind.Ranks);
        foreach (var (order, shared, skipped, length, count) in papers)
            box.Add([.. order[..length].Select((o, i) => (ushort)(o | (i > 0 && shared[i] ? Mark.Shared : skipped[i] ? Mark.Skipped : 0)))], count);
        var before = box.Close(new(names, title, 1));
        var after = BltReader.Read(BltWriter.Write(before, 1)).Value;
        Assert.Equal(names, after.Options);
        Assert.Equal((title, before.Cast), (after.Heading.Title, after.Cast));
        Assert.Equal(Shown(before), Shown(after));
        var json = BallotJson.Read(BallotJson.Write(before)).Value;
        Assert.Equal((title, before.Cast), (json.Heading.Title, json.Cast));
        Assert.Equal(Shown(before), Shown(json));
    }, iter: 2000);

    [Theory]
    [InlineData("blt")]
    [InlineData("json")]
    public void A_file_that_was_spoilt_is_counted_or_refused_and_nothing_breaks(string form)
    {
        var whole = form == "blt"
            ? Encoding.UTF8.GetBytes("4 2\n-3\n(a) 4 1 2 0\n1 3=2 - 1 0\n7 4 0\n0\n\"Ada\" \"P\"\n\"Béa \"\"P\"\"\"\n\"Cem\"\n\"Duc\"\n\"T\"\n")
            : Encoding.UTF8.GetBytes("""{"title":"T\u00e9","seats":2,"max":5,"dots":9,"method":"irv","options":["Ada","Béa","Cem"],"ballots":[{"count":3,"ranks":["Ada",["Béa","Cem"]]},{"ranks":[[],"Cem"]}]}""");
        var scraps = Gen.OneOf(Gen.Byte, Gen.Char["0123456789-=()\"\\,:{}[]# \n\r\t"].Select(c => (byte)c)).Array[0, 4];
        Gen.Select(Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 3], scraps).Array[1, 4], Gen.Int[0, whole.Length]).Sample((changes, cut) =>
        {
            var spoilt = whole.ToList();
            foreach (var (at, gone, scrap) in changes)
            {
                var from = Math.Min(at, spoilt.Count);
                spoilt.RemoveRange(from, Math.Min(gone, spoilt.Count - from));
                spoilt.InsertRange(from, scrap);
            }
            if (cut % 5 == 0) spoilt = spoilt[..Math.Min(cut, spoilt.Count)];
            var read = form == "blt" ? BltReader.Read([.. spoilt]) : BallotJson.Read([.. spoilt]);
            if (read.Refusal is { } refusal)
            {
                Assert.NotEmpty(refusal.ToString());
                return;
            }
            foreach (var method in Enum.GetValues<CountingMethod>())
            {
                var counted = Tally.Count(method, read.Value, 1, read.Value.Options);
                if (counted.Refusal is null) Assert.NotEmpty(TallyJson.Write(counted.Value));
            }
        }, iter: 20_000);
    }

    private static Alongside.Kernel.Outcome<Ballots> Read(string blt) => BltReader.Read(Encoding.UTF8.GetBytes(blt));

    internal static IEnumerable<string> Shown(Ballots ballots)
    {
        for (var group = 0; group < ballots.Groups; group++)
        {
            var said = $"{ballots.Count(group)}";
            foreach (var mark in ballots.Marks(group)) said += $" {((mark & Mark.Skipped) != 0 ? "-" : "")}{((mark & Mark.Shared) != 0 ? "=" : "")}{mark & Mark.Option}";
            yield return said;
        }
    }
}
