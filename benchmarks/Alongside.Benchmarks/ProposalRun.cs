using System.Text.RegularExpressions;

namespace Alongside.Benchmarks;

/// <summary>A question to sixty members beside which a lot was said, against *Today* of the same practice.</summary>
/// <param name="Remarks">How many were made beside it.</param>
/// <param name="Bytes">How long its page is.</param>
/// <param name="Proposal">Its page.</param>
/// <param name="Today">Beside it, turn by turn.</param>
public sealed record ProposalRow(int Remarks, int Bytes, Figures Proposal, Figures Today);

/// <summary>Speaks beside the latest question of the large practice, then reads its page.</summary>
internal static partial class ProposalRun
{
    private const int Remarks = 500, EachAnswered = 4;

    public static async Task<ProposalRow> Measure(string address, Loader load, Pace pace)
    {
        var members = new List<Visitor>();
        try
        {
            foreach (var name in new[] { "nkechi", "amina", "sione" })
            {
                members.Add(new(address));
                await members[^1].SignIn(name);
            }
            var path = Question().Matches(await members[0].Page("/circle")).Select(m => m.Value).MaxBy(p => int.Parse(p[8..], System.Globalization.CultureInfo.InvariantCulture))!;
            await Speak(members, path);
            var reader = members[0];
            var bytes = (await reader.Page(path)).Length;
            var (proposal, today) = (new List<Figures>(), new List<Figures>());
            for (var round = -1; round < pace.Rounds; round++)
            {
                var window = round < 0 ? pace.Warm : pace.Window;
                var a = await load.Closed(() => reader.Request(path), window, Pace.Connections);
                var b = await load.Closed(() => reader.Request("/today"), window, Pace.Connections);
                if (round < 0) continue;
                proposal.Add(a);
                today.Add(b);
            }
            return new(Remarks, bytes, Figures.Median(proposal), Figures.Median(today));
        }
        finally
        {
            foreach (var member in members) member.Dispose();
        }
    }

    // One in so many begins a thread, the others answer the one before.
    private static async Task Speak(List<Visitor> members, string path)
    {
        var forms = new List<Dictionary<string, string>>();
        foreach (var member in members) forms.Add(await member.Form(path, "say"));
        var thread = "";
        for (var i = 0; i < Remarks; i++)
        {
            var row = Guid.NewGuid().ToString();
            if (i % EachAnswered == 0) thread = row;
            var fields = new Dictionary<string, string>(forms[i % members.Count], StringComparer.Ordinal)
            {
                ["Form.Row"] = row,
                ["Form.Remark"] = "I would rather know first whom it reaches, and who carries it on a tired day.",
            };
            if (thread != row) fields["Form.To"] = thread;
            using var answer = await members[i % members.Count].Send(members[i % members.Count].Request(path, fields));
            if ((int)answer.StatusCode is < 300 or > 399) throw new InvalidOperationException($"{path} answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [GeneratedRegex("/circle/[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Question();
}
