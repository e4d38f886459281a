using System.Numerics;

namespace Alongside.Tests.Circle.Counting;

/// <summary>
/// Rules 45 to 52 of SSI 2007/42, Schedule 1, as they are written and as slow as they come: every paper by itself, in
/// hundred-thousandths of a vote.
/// </summary>
internal sealed class SlowStv(int options, int[][] ballots, int seats, int[] lot)
{
    private sealed class Paper(int[] preferences)
    {
        public int[] Preferences => preferences;

        public int Holder { get; set; } = preferences[0];

        public BigInteger Value { get; set; } = 100_000;
    }

    public sealed record Stage(BigInteger[] Votes, int[] Elected, int? Excluded, int? Surplus);

    private readonly List<Paper> papers = [.. ballots.Where(b => b.Length > 0).Select(b => new Paper(b))];
    private readonly List<int> elected = [], excluded = [];

    public List<Stage> Stages { get; } = [];

    public List<Stage> Run()
    {
        var quota = ((papers.Count / (seats + 1)) + 1) * new BigInteger(100_000);
        End(quota, null, null);
        while (elected.Count < seats)
        {
            var last = Stages[^1].Votes;
            var over = elected.Where(c => last[c] > quota).ToList();
            if (over.Count > 0)
            {
                var from = Decide(over, votes => votes.Max(), drawn => drawn.First());
                var surplus = last[from] - quota;
                Pass(from, value => surplus * value / last[from]);
                End(quota, null, from);
            }
            else
            {
                var from = Decide([.. Continuing], votes => votes.Min(), drawn => drawn.Last());
                excluded.Add(from);
                Pass(from, value => value);
                End(quota, from, null);
            }
        }
        return Stages;
    }

    private IEnumerable<int> Continuing => Enumerable.Range(0, options).Except(elected).Except(excluded);

    private void Pass(int from, Func<BigInteger, BigInteger> worth)
    {
        var continuing = Continuing.ToList();
        foreach (var paper in papers.Where(p => p.Holder == from).ToList())
        {
            var after = paper.Preferences.SkipWhile(c => c != from).Skip(1).Where(continuing.Contains).ToList();
            if (after.Count == 0) papers.Remove(paper);
            else (paper.Holder, paper.Value) = (after[0], worth(paper.Value));
        }
    }

    private void End(BigInteger quota, int? exclusion, int? surplus)
    {
        var votes = new BigInteger[options];
        foreach (var paper in papers) votes[paper.Holder] += paper.Value;
        // Who passed a surplus on keeps the quota, though the papers are with others now.
        foreach (var done in Stages.Select(s => s.Surplus).Append(surplus).OfType<int>()) votes[done] = quota;
        var now = Continuing.Where(c => votes[c] >= quota).ToList();
        elected.AddRange(now);
        if (Continuing.Count() == seats - elected.Count)
        {
            var rest = Continuing.ToList();
            now.AddRange(rest);
            elected.AddRange(rest);
        }
        Stages.Add(new(votes, [.. now.Order()], exclusion, surplus));
    }

    private int Decide(List<int> tied, Func<IEnumerable<BigInteger>, BigInteger> wanted, Func<IEnumerable<int>, int> drawn)
    {
        for (var stage = Stages.Count - 1; stage >= 0; stage--)
        {
            var votes = Stages[stage].Votes;
            var best = wanted(tied.Select(c => votes[c]));
            tied = tied.FindAll(c => votes[c] == best);
        }
        return drawn(lot.Where(tied.Contains));
    }
}
