using Alongside.Features.Circle;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.Circle;

[Trait("Kind", "Unhurried")]
public class EscrowTests
{
    [Theory]
    [InlineData(3, 2)]
    [InlineData(5, 3)]
    [InlineData(12, 7)]
    public async Task Enough_keepers_together_have_the_escrow_key_and_one_fewer_has_nothing(int keepers, int needed)
    {
        await using var story = await FoundingStory.Founded(keepers);
        var words = new List<string>();
        foreach (var keeper in story.Founders) words.Add((await Words(story, keeper))!);
        Assert.Equal(keepers, words.Distinct().Count());
        await using var visit = story.Practice.Visit();
        var known = await visit.Db.PublicKeys.SingleAsync(k => k.Actor == story.Practice.Premises.Escrow);
        Assert.Equal(known.Point, EscrowSharing.Combine([.. words.Take(needed)]).Value.Public);
        Assert.Equal(known.Point, EscrowSharing.Combine([.. words.TakeLast(needed)]).Value.Public);
        Assert.NotNull(EscrowSharing.Combine([.. words.Take(needed - 1)]).Refusal);
    }

    [Fact]
    public async Task The_escrow_key_opens_what_is_sealed_after_the_founding()
    {
        await using var story = await FoundingStory.Founded();
        var folder = await GateTests.Seal(story.Practice, story.Founders[0], Category.Name, "sealed later");
        string[] shares = [(await Words(story, story.Founders[0]))!, (await Words(story, story.Founders[2]))!];
        var escrow = EscrowSharing.Combine(shares).Value;
        await using var visit = story.Practice.Visit();
        var wrap = await visit.Db.Wraps.SingleAsync(w => w.Folder == folder.Id && w.Actor == story.Practice.Premises.Escrow);
        Assert.NotNull(Wrapping.Open(wrap.Bytes, escrow, visit.Gate.Vault.PlaceOf(folder.Id, wrap.Generation, wrap.Actor, wrap.KeyNumber)));
    }

    [Fact]
    public async Task Nobody_reads_another_keepers_share()
    {
        await using var story = await FoundingStory.Founded();
        await using var visit = story.Practice.Visit();
        var share = await visit.Db.EscrowShares.SingleAsync(s => s.Keeper == story.Founders[0].Person);
        Assert.NotNull(EscrowSharing.Open(share, story.Founders[0], story.Practice.Premises.Practice));
        Assert.Null(EscrowSharing.Open(share, story.Founders[1], story.Practice.Premises.Practice));
        Assert.Null(EscrowSharing.Open(Moved(share, story.Founders[1].Person), story.Founders[1], story.Practice.Premises.Practice));
    }

    [Fact]
    public async Task A_share_is_gone_once_its_keeper_says_that_it_is_printed()
    {
        await using var story = await FoundingStory.Founded();
        Assert.NotNull(await Printed(story, story.Founders[0], by: story.Founders[1].Person));
        Assert.Null(await Printed(story, story.Founders[0], by: story.Founders[0].Person));
        Assert.Null(await Words(story, story.Founders[0]));
        Assert.NotNull(await Words(story, story.Founders[1]));
        await using var visit = story.Practice.Visit();
        Assert.Empty((await visit.Db.EscrowShares.SingleAsync(s => s.Keeper == story.Founders[0].Person)).Sealed);
    }

    [Fact]
    public async Task The_key_in_one_piece_and_the_words_of_a_share_lie_nowhere_in_the_database()
    {
        await using var story = await FoundingStory.Founded();
        string[] shares = [(await Words(story, story.Founders[0]))!, (await Words(story, story.Founders[1]))!];
        var escrow = EscrowSharing.Combine(shares).Value;
        var file = story.Practice.Place.SqliteFile!;
        foreach (var path in new[] { file, $"{file}-wal" }.Where(File.Exists))
        {
            var bytes = await ReadShared(path);
            Assert.True(bytes.Length > 0);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(escrow.Scalar.Span));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(shares[0][^40..])));
        }
    }

    private static async Task<string?> Words(FoundingStory story, Keyring keeper)
    {
        await using var visit = story.Practice.Visit();
        var share = await visit.Db.EscrowShares.AsNoTracking().SingleAsync(s => s.Keeper == keeper.Person);
        return EscrowSharing.Open(share, keeper, story.Practice.Premises.Practice);
    }

    private static async Task<Refusal?> Printed(FoundingStory story, Keyring keeper, PersonId by)
    {
        await using var visit = story.Practice.Visit();
        await using var work = await visit.Gate.Begin();
        var share = await visit.Db.EscrowShares.SingleAsync(s => s.Keeper == keeper.Person);
        var refusal = share.Printed(by, work.At);
        await work.Commit();
        return refusal;
    }

    private static EscrowShare Moved(EscrowShare share, PersonId to) => new(to, share.Number, share.KeeperKey, share.Sealed, share.MadeAt);

    private static async Task<byte[]> ReadShared(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }
}
