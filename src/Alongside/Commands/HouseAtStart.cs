using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
using Alongside.Kernel;

namespace Alongside.Commands;

/// <summary>Reads the house file; where it is sealed, with the words that somebody says now, or that a file holds.</summary>
internal static class HouseAtStart
{
    public static Outcome<House> Read(Settings settings)
    {
        var file = File.ReadAllBytes(settings.HouseFile);
        if (!SealedHouse.IsSealed(file)) return House.Read(file);
        for (var left = settings.HouseWords is null ? Asking.Tries : 1; ; left--)
        {
            if ((settings.HouseWords is { } written ? File.ReadAllText(written) : Asked()) is not { } said)
                return new Refusal($"The house file is sealed, and nobody is here to say its words. Start this in a terminal, or name what holds them with --house-words.");
            var words = TwelveWords.Read(said);
            var opened = words.Refusal is { } misread ? misread : SealedHouse.Open(file, words.Value);
            if (opened.Refusal is not { } wrong || left == 1) return opened;
            Console.WriteLine(wrong.ToString());
        }
    }

    private static string? Asked() => Asking.ForSecret($"The house file is sealed. Its {TwelveWords.Count} words:");
}
