using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using CsCheck;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>What ballots come to, and that anybody finds the same by what is exported.</summary>
public class ChoosingTests
{
    private static readonly string[] names = ["Herbs", "Bench", "Pond", "Shade", "Path"];

    private static readonly Gen<(BallotTerms Terms, List<int[]> Ballots)> elections = Gen.Select(
        Gen.Int[0, 4].Select(m => (CountingMethod)m), Gen.Int[2, 5], Gen.Int[1, 4], Gen.Bool, Gen.Byte.Array[16]).SelectMany(made =>
    {
        var (method, options, seats, opinion, code) = made;
        var terms = new BallotTerms(method, options, method == CountingMethod.Irv ? 1 : Math.Min(seats, options - 1), Convert.ToHexStringLower(code))
        {
            Most = method.Counts() == BallotKind.Ranks ? 0 : 6,
            Unranked = method == CountingMethod.Schulze && opinion ? Unranked.NoOpinion : Unranked.Below,
        };
        return Gen.Int[0, 6].Array[options].Select(m => terms.Read(Fitting(terms, m)).Value).List[0, 7].Select(b => (terms, b));
    });

    // As somebody would fill it in: each rank once where it has to be, and no more dots than there are.
    private static int[] Fitting(BallotTerms terms, int[] marks) => terms.Method switch
    {
        CountingMethod.Dots => [.. marks.Select((m, i) => Math.Min(m, Math.Max(0, terms.Most - marks.Take(i).Sum())))],
        CountingMethod.Irv or CountingMethod.ScottishStv => [.. marks.Select((m, i) => m == 0 ? 0 : (m * 10) + i)],
        _ => marks,
    };

    [Fact]
    public void The_exported_file_counts_to_the_same_on_any_machine() => elections.Sample(made =>
    {
        var chosen = Choosing.Of(made.Terms, "The garden", names[..made.Terms.Options], made.Ballots);
        var file = BallotJson.Read(BallotJson.Write(chosen.Ballots)).Value;
        Assert.Equal((made.Terms.Seats, made.Terms.Method, "The garden"), (file.Heading.Seats, file.Heading.Method, file.Heading.Title));
        Assert.Equal(made.Ballots.Count(b => b.Any(m => m > 0)), file.Cast);
        if (chosen.Result is null)
        {
            Assert.Equal(0, file.Cast);
            Assert.Empty(chosen.Chosen);
            return;
        }
        var again = Tally.Count(made.Terms.Method, file, file.Heading.Seats!.Value, file.Heading.Lot, file.Heading.Unranked).Value;
        Assert.Equal(chosen.Chosen, again.Winners.Select(w => w + 1));
        Assert.Equal(made.Terms.Seats, chosen.Chosen.Count);
        if (made.Terms.Method.Counts() != BallotKind.Ranks) return;
        var blt = BltReader.Read(BltWriter.Write(chosen.Ballots, made.Terms.Seats)).Value;
        Assert.Equal(again.Winners, Tally.Count(made.Terms.Method, blt, made.Terms.Seats, chosen.Lot, made.Terms.Unranked).Value.Winners);
    }, iter: 2000);

    [Fact]
    public void In_whichever_order_the_ballots_come_and_whatever_the_options_are_called_the_same_is_chosen() =>
        elections.SelectMany(made => Gen.Shuffle(made.Ballots.ToArray()).Select(s => (made, s))).Sample(both =>
        {
            var ((terms, ballots), shuffled) = both;
            Assert.Equal(Choosing.Of(terms, "", names[..terms.Options], ballots).Chosen, Choosing.Of(terms, "Another", null, shuffled).Chosen);
        }, iter: 500);

    [Fact]
    public void Scores_are_what_somebody_adds_up_on_paper() => elections.Where(e => e.Terms.Method is CountingMethod.Score or CountingMethod.Dots && e.Ballots.Exists(b => b.Any(m => m > 0))).Sample(made =>
    {
        var (terms, ballots) = made;
        var chosen = Choosing.Of(terms, "", null, ballots);
        int[] sums = [.. Enumerable.Range(0, terms.Options).Select(o => ballots.Sum(b => b[o]))];
        var place = LotByHand(terms, ballots);
        Assert.Equal(Enumerable.Range(0, terms.Options).OrderByDescending(o => sums[o]).ThenBy(o => place[o]).Take(terms.Seats).Select(o => o + 1), chosen.Chosen);
        // Where the last that is chosen and the first that isn't are level, nothing but the lot has told them apart.
        int[] down = [.. sums.OrderDescending()];
        Assert.Equal(terms.Seats < terms.Options && down[terms.Seats - 1] == down[terms.Seats], chosen.IsByLot);
    }, iter: 500);

    [Fact]
    public void The_lot_follows_from_the_code_and_all_ballots_and_from_nothing_else()
    {
        var terms = new BallotTerms(CountingMethod.Score, 3, 1, "000102030405060708090a0b0c0d0e0f") { Most = 5 };
        List<int[]> ballots = [[1, 1, 1], [2, 0, 0], [0, 2, 0], [0, 0, 2]];
        var place = LotByHand(terms, ballots);
        Assert.Equal(Enumerable.Range(0, 3).OrderBy(o => place[o]).Select(o => names[o]), Choosing.Of(terms, "", names[..3], ballots).Lot);
        Assert.Equal(6, Enumerable.Range(0, 200).Select(n => string.Join(' ', Choosing.Of(terms with { Code = n.ToString("x32", CultureInfo.InvariantCulture) }, "", names[..3], ballots).Lot)).Distinct().Count());
    }

    // As docs/tally.md says it: HMAC by HMAC, instead of the library's HKDF.
    private static string[] LotByHand(BallotTerms terms, IEnumerable<int[]> ballots)
    {
        var lines = ballots.Select(b => string.Join(",", b)).ToList();
        lines.Sort(StringComparer.Ordinal);
        var extracted = HMACSHA256.HashData(Encoding.ASCII.GetBytes(lines.Count == 0 ? "0" : string.Join(" ", lines)), Convert.FromHexString(terms.Code));
        return [.. Enumerable.Range(1, terms.Options).Select(o => Convert.ToHexString(HMACSHA256.HashData(extracted, Encoding.ASCII.GetBytes($"{o}\u0001"))))];
    }
}
