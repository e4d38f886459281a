using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>
/// That a backup of this practice was restored, that each ciphertext in it was what the access log says, and that
/// somebody opened theirs there. Signed by the house: until there is one, every page says that it is too early.
/// </summary>
/// <param name="backup">Which backup.</param>
/// <param name="madeAt">When that was made.</param>
/// <param name="records">How many ciphertexts were compared with the log.</param>
/// <param name="openedBy">Who opened theirs.</param>
/// <param name="at">When it was proven.</param>
public sealed class BackupProof(Guid backup, Instant madeAt, long records, PersonId openedBy, Instant at) : PowerRow
{
    /// <summary>
    /// How long a backup's keys open anything. What people take back or have erased is out of everybody's reach when the
    /// last older backup has outlived this.
    /// </summary>
    public static readonly Duration KeysLive = Duration.FromDays(30);

    public Guid Backup { get; private init; } = backup;

    public Instant MadeAt { get; private init; } = madeAt;

    public long Records { get; private init; } = records;

    public PersonId OpenedBy { get; private init; } = openedBy;

    public Instant At { get; private init; } = at;

    protected override Binding Canonical() => new Binding("backup proof").Add(Backup).Add(MadeAt.ToUnixTimeTicks())
        .Add(Records).Add(OpenedBy.Value).Add(At.ToUnixTimeTicks());
}
