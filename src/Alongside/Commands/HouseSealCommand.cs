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
        var once = said.GetValue(piped);
        if (Asking.WouldBeKept(once) is { } kept) return await CommandLine.Refuse(kept);
        return await ExistingPractice.Attend(said, this, (settings, premises) => FileTroubles.AsRefusals(() => Seal(settings, premises, once, stop)), stop);
    }

    private static async Task<Outcome<int>> Seal(Settings settings, Premises premises, bool once, CancellationToken stop)
    {
        var words = TwelveWords.New(CompositionRoot.Random);
        Say(words);
        if (!once && AreOnPaper(words) is { } unwritten) return unwritten;
        await Ground.ReplaceSecret(settings.HouseFile, SealedHouse.Seal(premises.House, words, CompositionRoot.Random), stop);
        Console.WriteLine($"{settings.HouseFile} is sealed. Each start and each command asks for these words from now on; “alongside house open” takes that back.");
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
