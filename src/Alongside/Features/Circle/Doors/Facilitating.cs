using Alongside.Features.Circle.Gate;
using Alongside.Features.Circle.Meetings;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Features.Circle.Doors;

/// <summary>What somebody says of themself as one who facilitates, with their words.</summary>
public sealed record FacilitatorSaid(FacilitatorWord Word, string Words);

/// <summary>Who would facilitate and has learnt it, as each says of themself.</summary>
public sealed class Facilitating(Database db, Premises premises, RandomSource random, Sealing.Gate.Gate gate, CircleKeys keys)
{
    public const int LongestWords = 400;

    // Beside the meetings' folders; no meeting is called so.
    private static readonly Guid part = new("6f3a1d0e-7c0b-4a55-9a5e-2f8d5f1e0c47");

    /// <summary>What each member says of themself, by person; nothing of those who said nothing.</summary>
    public async Task<IReadOnlyDictionary<PersonId, FacilitatorSaid>> All(Keyring by, CancellationToken stop = default)
    {
        var latest = (await db.FacilitatorWords.OrderBy(w => w.Number).Genuine(premises.House, stop)).GroupBy(w => w.Person).Select(words => words.Last()).ToList();
        if (latest.Count == 0) return new Dictionary<PersonId, FacilitatorSaid>();
        var folders = await db.Folders.Where(f => f.Category == Category.Circle && f.Part == part).Genuine(premises.House, stop);
        var said = (await gate.OpenAll(by, [.. folders.Select(f => f.Id)], Purpose.Own, Logged.OnceADay, stop)).SelectMany(o => o.Read<Said>(Said.Kind)).ToDictionary(s => s.Content.Fact, s => s.Content.Text);
        return latest.ToDictionary(w => w.Person, w => new FacilitatorSaid(w, said.GetValueOrDefault(w.Number, "")));
    }

    /// <summary>Says it of oneself; what was said before counts no more.</summary>
    /// <param name="by">Who.</param>
    /// <param name="willing">Whether they would.</param>
    /// <param name="learnt">Whether they have learnt it.</param>
    /// <param name="words">With whom or where; may be empty.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<Refusal?> Say(Keyring by, bool willing, bool learnt, string words, CancellationToken stop = default)
    {
        if (words.Length > LongestWords) return new($"Please say it in at most {LongestWords} characters.") { Field = "Words" };
        await using var work = await gate.BeginPower(stop);
        if (!(await db.CircleOf(premises.House, stop)).Contains(by.Person)) return Sealing.Gate.Gate.NotYours;
        var word = new FacilitatorWord(await db.FacilitatorWords.CountAsync(stop) + 1, by.Person, willing, learnt, work.At);
        db.FacilitatorWords.Add(word);
        work.Log("facilitator word", by.Person.Actor, Purpose.Own, content: word.Hash());
        await db.SaveChangesAsync(stop);
        if (words.Trim().Length > 0)
        {
            var circle = await keys.FindOrMake(work, by.Person.Actor);
            var folder = await gate.Vault.FolderOf(new(circle.Value), Category.Circle, part, work.At);
            if (await gate.Seal(work, by, folder, Said.Kind, random.Id(), new Said(word.Number, words.Trim())) is { } no) return no;
        }
        await work.Commit(stop);
        return null;
    }
}
