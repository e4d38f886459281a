using Alongside.Features.Sealing;
using Alongside.Tests.Sealing;

namespace Alongside.Tests.Backups;

public class SealedFileTests
{
    private static readonly byte[] Key = new FixedRandom(3).Bytes(32), Bound = [1, 2, 3];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public void What_was_sealed_opens_again_whatever_its_length(int length)
    {
        var plain = new FixedRandom(length).Bytes(length);
        Assert.Equal(plain, Open(Seal(plain), Key, Bound));
    }

    [Fact]
    public void Nothing_of_it_opens_with_another_key_or_beside_something_else()
    {
        var file = Seal([5, 6, 7]);
        Assert.Throws<InvalidDataException>(() => Open(file, new FixedRandom(4).Bytes(32), Bound));
        Assert.Throws<InvalidDataException>(() => Open(file, Key, [1, 2, 4]));
    }

    [Fact]
    public void A_chunk_left_out_doubled_swapped_or_cut_off_is_seen()
    {
        const int Chunk = 65_536 + 16;
        var file = Seal(new FixedRandom(5).Bytes(3 * 65_536));
        byte[] first = file[..Chunk], second = file[Chunk..(2 * Chunk)], third = file[(2 * Chunk)..];
        Assert.Equal(3 * Chunk, file.Length);
        foreach (var harmed in new byte[][]
        {
            [.. first, .. third], [.. first, .. second], [.. second, .. first, .. third], [.. first, .. first, .. second, .. third],
            [.. file, .. third], [.. file, 0], file[..^1], file[..20], [], [.. first, .. second, .. third[..16]],
        })
            Assert.Throws<InvalidDataException>(() => Open(harmed, Key, Bound));
    }

    [Fact]
    public void What_was_broken_off_never_opens_as_a_whole()
    {
        using var to = new MemoryStream();
        using (var sealing = new SealingStream(to, Key, Bound)) sealing.Write(new byte[70_000]);
        Assert.Throws<InvalidDataException>(() => Open(to.ToArray(), Key, Bound));
    }

    [Fact]
    public void Any_flipped_bit_is_seen()
    {
        var file = Seal(new FixedRandom(6).Bytes(500));
        for (var i = 0; i < file.Length * 8; i++)
        {
            var harmed = file.ToArray();
            harmed[i / 8] ^= (byte)(1 << (i % 8));
            Assert.Throws<InvalidDataException>(() => Open(harmed, Key, Bound));
        }
    }

    private static byte[] Seal(byte[] plain)
    {
        using var to = new MemoryStream();
        using var sealing = new SealingStream(to, Key, Bound);
        sealing.Write(plain);
        sealing.Finish();
        return to.ToArray();
    }

    private static byte[] Open(byte[] file, byte[] key, byte[] bound)
    {
        using var opening = new OpeningStream(new MemoryStream(file), key, bound);
        using var plain = new MemoryStream();
        opening.CopyTo(plain);
        return plain.ToArray();
    }
}
