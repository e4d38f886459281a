using Alongside.Kernel;

namespace Alongside.Features.Sealing;

internal static class SealingStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("That there is a practice here, what its clock says, and that a backup of it was once restored"),
            Sentence.Of("So that nobody serves a copy of it unseen, sets its clock back, or trusts a backup that can’t be restored."),
            Stored.Open,
            Stored.Stays) { Tables = [typeof(Practice), typeof(ClockCheck), typeof(BackupProof)] },
        new(Sentence.Of("Locks and locked copies of keys"),
            Sentence.Of("So that each part of what you tell opens only with a key that you hold, or that somebody holds by your yes."),
            Sentence.Of("Whoever has the database sees how many there are. Nobody can open one without its key."),
            Sentence.Of("Until your yes ends, or what they lock is erased.")) { Tables = [typeof(PublicKey), typeof(Folder), typeof(Generation), typeof(Wrap), typeof(Pending)] },
        new(Sentence.Of("Your ways in"),
            Sentence.Of("So that your passphrase, code or paper opens what is yours. None of them is stored, only a lock that it fits."),
            Sentence.Of("Nobody. Whoever has the database can’t tell from it what you are called or what you type."),
            Sentence.Of("Until you choose another one, or leave.")) { Tables = [typeof(Credential)] },
        new(Sentence.Of("That you are signed in, since when, and when you last clicked"),
            Sentence.Of("So that you need not type your passphrase on each page, and can end it elsewhere."),
            Sentence.Of("You. Whoever has the database sees the times."),
            Sentence.Of("Half an hour without a click, twelve hours at most. It is in no backup.")) { Tables = [typeof(Session)] },
        new(Sentence.Of("A share of the escrow key, for each key-keeper"),
            Sentence.Of("So that several of them together can help somebody who lost every way in."),
            Sentence.Of("Its keeper alone, until it is on paper."),
            Sentence.Of("It is erased once its keeper says that it is on paper. When that was stays.")) { Tables = [typeof(EscrowShare)] },
        new(Sentence.Of("What you tell, locked"),
            Sentence.Of("Each kind of it stands on this page for itself. Open are its kind, its size, and when it was written."),
            Sentence.Of("Whoever has the database sees kinds, sizes and times, and no word."),
            Sentence.Of("As each kind says.")) { Tables = [typeof(SealedRecord)] },
        new(Sentence.Of("Each yes and no that you said, and that you took it back"),
            Sentence.Of("So that every opening can be checked against it. Never why."),
            Sentence.Of("You, and whom it is about, but for a no: who is kept out isn’t told. Whoever has the database sees which random number opened what to which other."),
            Stored.Stays) { Tables = [typeof(Permission), typeof(Withdrawal), typeof(Expiry)] },
        new(Sentence.Of("Who holds which mandate, since when and until when, and the keys for it"),
            Sentence.Of("So that whoever the collective gave a task can do it, for a time, and nobody else."),
            Sentence.Of("All members. Whoever has the database."),
            Stored.Stays) { Tables = [typeof(Mandate), typeof(Holding), typeof(MandateKey)] },
        new(Sentence.Of("Who looked at what of yours, and when"),
            Sentence.Of("So that you can check it. Times are rounded to five minutes."),
            Sentence.Of("You read what is about you. Whoever has the database sees that something was opened, by whom, and when."),
            Sentence.Of("As long as the practice. Whom a line is about is erased with what it was about; that something was opened stays.")) { Tables = [typeof(LogEntry), typeof(LogSide), typeof(LogHead), typeof(LogOnce)] },
        new(Sentence.Of("That records of somebody are stopped because what is stored differs from the log"),
            Sentence.Of("So that nothing of theirs opens until it is understood."),
            Sentence.Of("You, and all members. Whoever has the database."),
            Sentence.Of("Until it is settled.")) { Tables = [typeof(StoppedSubject)] },
    ];
}
