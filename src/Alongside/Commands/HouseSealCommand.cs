using System.CommandLine;
using Alongside.Commands.Backups;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;

namespace Alongside.Commands;

/// <summary>Seals the house file under new words, so that a disk that was taken starts nothing.</summary>
[OpensNothing("Puts words before the server's own keys, which open nothing of anybody's.")]
public sealed class HouseSealCommand : Command
{
    private readonly Option<bool> piped = new("--piped") { Description = "Says the words also where the output is no terminal, and doesn't ask for them again. Make sure that nothing keeps them." };

    public HouseSealCommand() : base("seal", "Seals the house file under twelve new words, which each start then asks for. The practice may go on meanwhile.")
    {
        Options.Add(piped);
        CommandLine.AddPlace(this);
        SetAction(Run);
    }

    private async Task<int> Run(ParseResult said, CancellationToken stop)
    {
        var settings = CommandLine.ReadSettings(said, this, "data");
        if (settings.Refusal is { } refusal) return await CommandLine.Refuse(refusal);
        if (Console.IsOutputRedirected && !said.GetValue(piped))
            return await CommandLine.Refuse(new($"The words would go where this output goes, into a file or a log, and stay there. Run this in a terminal; or add --piped, if nothing keeps what is said."));
        var premises = await ExistingPractice.Read(settings.Value, stop);
        if (premises.Refusal is { } absent) return await CommandLine.Refuse(absent);
        var words = TwelveWords.New(CompositionRoot.Random);
        Say(words);
        if (!said.GetValue(piped) && AreOnPaper(words) is { } unwritten) return await CommandLine.Refuse(unwritten);
        await Ground.ReplaceSecret(settings.Value.HouseFile, SealedHouse.Seal(premises.Value.House, words, CompositionRoot.Random), stop);
        Console.WriteLine($"{settings.Value.HouseFile} is sealed. Each start and each command asks for these words from now on; “alongside house open” takes that back.");
        return 0;
    }

    private static void Say(TwelveWords words)
    {
        Console.WriteLine("The words of this house file. They are shown once and stored nowhere: write them down now.");
        Console.WriteLine();
        foreach (var line in words.Words.Chunk(4)) Console.WriteLine($"  {string.Join(' ', line)}");
        Console.WriteLine();
        Console.WriteLine("Two people keep them, apart from the machine. Whoever lost them restores a backup, whose keys hold the house file, too.");
    }

    private static Refusal? AreOnPaper(TwelveWords words)
    {
        for (var left = Asking.Tries; left > 0; left--)
        {
            var typed = TwelveWords.Read(Asking.For("Now from your paper:"));
            if (typed.Refusal is null && typed.Value.Equal(words)) return null;
            Console.WriteLine(typed.Refusal?.ToString() ?? "These are other words. Please compare them with your paper.");
        }
        return new($"What is on paper isn't what was shown, so nothing was sealed. The house file is as it was.");
    }
}
