using Alongside.Features.Circle.Deciding;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Circle.Doors;

/// <summary>Lots that decide a question: another source, and what the source said. Both are sealed beside the fact.</summary>
public sealed class Drawing(ProposalBook proposals, RandomSource random)
{
    /// <summary>Names another source, where the one before could be read too early.</summary>
    /// <param name="by">Who names it.</param>
    /// <param name="number">For which proposal.</param>
    /// <param name="source">Where the randomness will come from, in words.</param>
    /// <param name="from">From when on it can be read there.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<Refusal?> NameSource(Keyring by, int number, string source, Instant from, CancellationToken stop = default) => source.Length > LotTerms.LongestSource
        ? new($"Please say in at most {LotTerms.LongestSource} characters where the numbers will come from.") { Field = "Source" }
        : await proposals.Act(by, number, source, (d, _, at) => d.NameSource(by.Person, random.Bytes(Counting.Sortition.CodeLength), from, at), stop);

    /// <summary>Draws by what the source said. The very words that it was drawn by are kept.</summary>
    /// <param name="by">Who has read the source.</param>
    /// <param name="number">For which proposal.</param>
    /// <param name="randomness">What it said.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<Refusal?> Draw(Keyring by, int number, string randomness, CancellationToken stop = default)
    {
        if (await proposals.Read(by, number, stop) is not { } read) return Sealing.Gate.Gate.NotYours;
        return await proposals.Act(by, number, randomness, (d, _, at) => d.Draw(by.Person, read.Latest.Version.Number, read.Latest.Words.Options ?? [], randomness, at), stop);
    }
}
