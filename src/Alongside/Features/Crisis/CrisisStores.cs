using Alongside.Kernel;

namespace Alongside.Features.Crisis;

internal static class CrisisStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("Your crisis plan"),
            Sentence.Of("So that on a hard day others know what helps, who to call and who not to."),
            Stored.OwnAndYes,
            Sentence.Of("Until you erase it.")) { Sealed = [typeof(CrisisPlan)] },
    ];
}
