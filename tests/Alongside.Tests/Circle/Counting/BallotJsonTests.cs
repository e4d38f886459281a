using System.Text;
using System.Text.Json;
using Alongside.Features.Circle.Counting;

namespace Alongside.Tests.Circle.Counting;

public class BallotJsonTests
{
    [Fact]
    public void Ranks_scores_and_dots_are_read_wherever_the_options_stand()
    {
        var ranks = Read("""{"ballots": [{"count": 2, "ranks": ["A", ["B", "C"]]}, {"ranks": []}, {"ranks": [[], ["C"]]}], "seats": 2, "options": ["A", "B", "C"], "method": "schulze", "title": "É 🌿"}""").Value;
        Assert.Equal(["2 0 1 =2", "1 -2"], BltTests.Shown(ranks));
        Assert.Equal((2, CountingMethod.Schulze, "É 🌿"), (ranks.Heading.Seats, ranks.Heading.Method, ranks.Heading.Title));
        var scores = Read("""{"options": ["A", "B"], "ballots": [{"scores": {"B": 5, "A": 0}, "count": 3}]}""").Value;
        Assert.Equal((BallotKind.Scores, 5), (scores.Kind, scores.Heading.Limit));
        Assert.Equal([0, 15], Tally.Count(CountingMethod.Score, scores, 1, []).Value.Rounds[0].Totals);
        var dots = Read("""{"options": ["A", "B"], "dots": 10, "ballots": [{"dots": {"A": 4, "B": 6}}]}""").Value;
        Assert.Equal([4, 6], Tally.Count(CountingMethod.Dots, dots, 1, []).Value.Rounds[0].Totals);
        Assert.Equal(["1 0 4 1 6"], BltTests.Shown(BallotJson.Read(BallotJson.Write(dots)).Value));
    }

    [Theory]
    [InlineData("", "This file is empty.")]
    [InlineData("[]", "Line 1: ballots stand in curly brackets, with “options” and “ballots”.")]
    [InlineData("{\n\"options\": [\"A\"],\n\"ballots\": [}", "Line 3: this isn't JSON as it is meant to be.")]
    [InlineData("{\n\"options\": [\"A\"],\n\"ballots\": []} x", "Line 3: this isn't JSON as it is meant to be.")]
    [InlineData("{\n}", "Line 2: “options” and “ballots” have to be there.")]
    [InlineData("{\"options\": [\"A\"],\n\"options\": []}", "Line 2: “options” stands there for the second time.")]
    [InlineData("{\"options\": [\"A\",\n\"A\"]}", "Line 2: two candidates have the same name.")]
    [InlineData("{\"options\": [\"A\",\n\" \"]}", "Line 2: a name is missing.")]
    [InlineData("{\"options\": [\"A\\u001b\"]}", "Line 1: a name holds a character that can't be shown.")]
    [InlineData("{\"options\": [\"A\\ud800\"]}", "Line 1: this isn't UTF-8 text.")]
    [InlineData("{\"options\": [1]}", "Line 1: a text in quotation marks belongs here.")]
    [InlineData("{\"options\": {}}", "Line 1: a list in square brackets belongs here.")]
    [InlineData("{\"people\": 1}", "Line 1: “people” has no meaning here.")]
    [InlineData("{\"method\": \"approval\"}", "Line 1: no method is called “approval”. There are scottish-stv, irv, schulze, score, dots.")]
    [InlineData("{\"seats\": 1.5}", "Line 1: a whole number from 1 to 1,000 belongs here.")]
    [InlineData("{\"seats\": 3, \"options\": [\"A\"], \"ballots\": []}", "There are more seats (3) than candidates (1).")]
    [InlineData("{\"options\": [\"A\"],\n\"ballots\": [\n3]}", "Line 3: a ballot stands in curly brackets.")]
    [InlineData("{\"options\": [\"A\"], \"ballots\": [{\"count\": 2}]}", "Line 1: this ballot holds neither ranks nor scores nor dots.")]
    [InlineData("{\"options\": [\"A\"], \"ballots\": [{\"count\": 0, \"ranks\": []}]}", "Line 1: a whole number from 1 to 1,000,000,000 belongs here.")]
    [InlineData("{\"options\": [\"A\"], \"ballots\": [{\"ranks\": [\"A\"]},\n{\"ranks\": [\"A\", [\"A\"]]}]}", "Line 2: “A” is on this ballot twice.")]
    [InlineData("{\"options\": [\"A\"], \"ballots\": [{\"ranks\": [\"A\"]},\n{\"ranks\": [\"B\"]}]}", "Line 2: “B” is none of the options.")]
    [InlineData("{\"options\": [\"A\"], \"ballots\": [{\"ranks\": [[[\"A\"]]]}]}", "Line 1: a text in quotation marks belongs here.")]
    [InlineData("{\"options\": [\"A\"], \"ballots\": [{\"ranks\": []},\n{\"scores\": {}}]}", "Line 2: the ballots of one file hold ranks, or scores, or dots.")]
    [InlineData("{\"options\": [\"A\"], \"ballots\": [{\"scores\": {\"A\": 6}}]}", "Line 1: a whole number from 0 to 5 belongs here.")]
    [InlineData("{\"options\": [\"A\"], \"ballots\": [{\"scores\": {\"A\": 1, \"A\": 1}}]}", "Line 1: “A” is on this ballot twice.")]
    [InlineData("{\"options\": [\"A\", \"B\"], \"dots\": 3, \"ballots\": [{\"dots\": {\"A\": 2, \"B\": 2}}]}", "Line 1: this ballot lays 4 dots, of 3 that it has.")]
    public void What_is_wrong_is_said_with_its_line(string json, string why) => Assert.Equal(why, Read(json).Refusal?.ToString());

    [Fact]
    public void A_result_holds_every_candidate_exact_numbers_and_names_as_they_are()
    {
        var ballots = BltReader.Read("3 2\n6 1 2 0\n3 3 0\n2 2 0\n0\n\"Zoë <🌿>\"\n\"Béa & 'Co'\"\n\"李\\ \"\"x\"\"!\"\n\"\"\n"u8).Value;
        var result = Encoding.UTF8.GetString(TallyJson.Write(Tally.Count(CountingMethod.ScottishStv, ballots, 2, []).Value));
        Assert.Equal(
            """{"method":"scottish-stv","seats":2,"winners":["Zoë <🌿>","Béa & 'Co'"],"rounds":[{"totals":{"Zoë <🌿>":6,"Béa & 'Co'":2,"李\\ \"x\"!":3},"elected":["Zoë <🌿>"],"excluded":[]},"""
            + """{"totals":{"Zoë <🌿>":4,"Béa & 'Co'":3.99998,"李\\ \"x\"!":3},"elected":[],"excluded":[]},{"totals":{"Zoë <🌿>":4,"Béa & 'Co'":3.99998,"李\\ \"x\"!":0},"elected":["Béa & 'Co'"],"excluded":["李\\ \"x\"!"]}]}""",
            result);
        using var read = JsonDocument.Parse(result);
        Assert.Equal(3.99998m, read.RootElement.GetProperty("rounds")[1].GetProperty("totals").GetProperty("Béa & 'Co'").GetDecimal());
    }

    private static Alongside.Kernel.Outcome<Ballots> Read(string json) => BallotJson.Read(Encoding.UTF8.GetBytes(json));
}
