using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using NodaTime;

namespace Alongside.Tests.Circle;

/// <summary>Key-keepers come together, in memory, for one thing and an hour.</summary>
public class CeremonyTests
{
    private const int Needed = 2;
    private static readonly PersonId[] keepers = [new(new Guid(1, 0, 0, new byte[8])), new(new Guid(2, 0, 0, new byte[8])), new(new Guid(3, 0, 0, new byte[8]))];

    private readonly FixedRandom random = new(7);
    private readonly KeyPair escrow;
    private readonly IReadOnlyList<Slip39Share> papers;

    public CeremonyTests()
    {
        escrow = KeyPair.New(random);
        papers = Slip39.Split(escrow.Scalar.Span, Needed, keepers.Length, random);
    }

    [Fact]
    public void Enough_papers_give_the_escrows_key_and_one_fewer_gives_nothing()
    {
        var ceremony = Gathered();
        Assert.Null(ceremony.Come(keepers[2], 3, papers[2]));
        Assert.NotNull(ceremony.Combine(Known(escrow)).Refusal);
        Assert.Null(ceremony.Come(keepers[0], 1, papers[0]));
        Assert.Equal(escrow.Scalar, ceremony.Combine(Known(escrow)).Value.Scalar.ToArray());
    }

    [Fact]
    public void One_keeper_with_two_papers_is_still_one()
    {
        var ceremony = Gathered();
        Assert.Contains("isn’t your paper", ceremony.Come(keepers[0], 1, papers[1])!.Format, StringComparison.Ordinal);
        Assert.Null(ceremony.Come(keepers[0], 1, papers[0]));
        Assert.Contains("here already", ceremony.Come(keepers[0], 1, papers[0])!.Format, StringComparison.Ordinal);
        Assert.Contains("here already", ceremony.Come(keepers[0], 1, papers[1])!.Format, StringComparison.Ordinal);
        Assert.Equal([keepers[0]], ceremony.Came);
    }

    [Fact]
    public void Whom_it_is_about_does_not_come_themselves()
    {
        var ceremony = Gathered(keepers[0]);
        Assert.Contains("about you", ceremony.Come(keepers[0], 1, papers[0])!.Format, StringComparison.Ordinal);
        Assert.Empty(ceremony.Came);
    }

    [Fact]
    public void A_paper_of_another_splitting_is_refused_beside_others()
    {
        var ceremony = Gathered();
        Assert.Null(ceremony.Come(keepers[0], 1, papers[0]));
        var older = Slip39.Split(escrow.Scalar.Span, Needed, keepers.Length, random);
        Assert.Contains("same splitting", ceremony.Come(keepers[1], 2, older[1])!.Format, StringComparison.Ordinal);
        var wider = Slip39.Split(escrow.Scalar.Span, Needed + 1, keepers.Length, random);
        Assert.Contains("are needed", ceremony.Come(keepers[1], 2, wider[1])!.Format, StringComparison.Ordinal);
    }

    [Fact]
    public void Papers_of_another_practice_fit_together_and_are_refused()
    {
        var (ceremony, theirs) = (Gathered(), Slip39.Split(KeyPair.New(random).Scalar.Span, Needed, keepers.Length, random));
        Assert.Null(ceremony.Come(keepers[0], 1, theirs[0]));
        Assert.Null(ceremony.Come(keepers[1], 2, theirs[1]));
        Assert.Same(Ceremony.Foreign, ceremony.Combine(Known(escrow)).Refusal);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void What_is_no_key_at_all_is_refused_in_a_sentence(int length)
    {
        var (ceremony, theirs) = (Gathered(), Slip39.Split(Enumerable.Repeat((byte)255, length).ToArray(), Needed, keepers.Length, random));
        Assert.Null(ceremony.Come(keepers[0], 1, theirs[0]));
        Assert.Null(ceremony.Come(keepers[1], 2, theirs[1]));
        Assert.Same(Ceremony.Foreign, ceremony.Combine(Known(escrow)).Refusal);
    }

    [Fact]
    public void It_lasts_an_hour_also_where_the_clock_is_set_back()
    {
        var ceremony = Gathered();
        Assert.True(ceremony.IsAlive(TestPractice.Start + Duration.FromMinutes(59)));
        Assert.False(ceremony.IsAlive(TestPractice.Start + Duration.FromMinutes(60)));
        Assert.False(ceremony.IsAlive(TestPractice.Start - Duration.FromTicks(1)));
    }

    [Fact]
    public void What_is_forgotten_is_written_over_with_zeros()
    {
        var (ceremony, whole) = (Gathered(), KeyPair.From(escrow.Scalar.Span));
        Assert.Null(ceremony.Come(keepers[0], 1, papers[0]));
        var words = papers[0].Words();
        ceremony.Forget();
        Assert.Empty(ceremony.Came);
        Assert.NotEqual(words, papers[0].Words());
        whole.Forget();
        Assert.Equal(new byte[32], whole.Scalar.ToArray());
    }

    private static Ceremony Gathered(PersonId? whom = null) =>
        new(whom is null ? CeremonyAim.Drill : CeremonyAim.LostEveryWay, whom, keepers[2], TestPractice.Start, Needed);

    private static PublicKey Known(KeyPair key) => new(new(Guid.Empty), ActorKind.Escrow, 1, key.Public, TestPractice.Start);
}
