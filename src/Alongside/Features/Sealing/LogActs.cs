namespace Alongside.Features.Sealing;

/// <summary>Acts in the access log that say how keys came and went. The sweep reads them; whoever looks for who looked needn't.</summary>
public static class LogActs
{
    public const string FirstKeyPair = "first key pair";
    public const string NewKeyPair = "new key pair";
    public const string EscrowKey = "escrow key";

    /// <summary>A folder closed under one key and opened under the next.</summary>
    public const string NewKey = "new key";

    /// <summary>A key of a folder went with the folder.</summary>
    public const string KeyErased = "key erased";

    /// <summary>Something was taken away with its keys; its content is the hash of the ciphertext.</summary>
    public const string Erased = "erase";

    /// <summary>The person had what the law keeps sealed until a day; its content is that day (ISO 8601, ASCII).</summary>
    public const string SealedUntil = "seal until";

    /// <summary>Is it a yes or a no, or the end of one? It says whom it is about as long as the row itself does.</summary>
    public static bool IsPower(string act) => act is "permit" or "deny" or "withdraw" or "hand back";

    public const string PasskeyAdded = "passkey added";
    public const string PasskeyRemoved = "passkey removed";

    /// <summary>A backup was made; its content is the hash of the data's sums.</summary>
    public const string Backup = "back up";

    /// <summary>The practice was restored from a backup; its content is the same hash.</summary>
    public const string Restore = "restore";

    /// <summary>The practice moved into another database; its content is the log's root before it.</summary>
    public const string Move = "move";

    /// <summary>A backup was restored, compared and opened by somebody.</summary>
    public const string BackupProven = "backup proven";

    /// <summary>A key-keeper asked the others to come together with their papers; of a person where it is about one.</summary>
    public const string KeepersGather = "keepers gather";

    /// <summary>A key-keeper came with their paper.</summary>
    public const string KeeperCame = "keeper came";

    /// <summary>The papers gave the escrow's key, and opened nothing; its content is the hash of that key's public half.</summary>
    public const string EscrowTried = "escrow tried";

    /// <summary>All that the escrow opened opens to its new key, and nothing to the old papers any more; its content is the hash of the new key's public half.</summary>
    public const string EscrowAnew = "escrow made anew";

    /// <summary>Key-keepers parted before enough papers had come, or with papers that open another escrow.</summary>
    public const string KeepersPart = "keepers part";

    /// <summary>Whoever lost every way in got new keys by the escrow's; an entry for each key-keeper who came.</summary>
    public const string BroughtBack = "brought back";

    /// <summary>The same for who has no account and lost the code.</summary>
    public const string BroughtBackByCode = "brought back by code";

    /// <summary>A key-keeper came, and something of a person was opened without their yes; an entry for each keeper and folder.</summary>
    public const string OpenedWithoutYes = "opened without a yes";

    /// <summary>Whom the keepers had named read it.</summary>
    public const string ReadWithoutYes = "read without a yes";

    public static bool IsMachinery(string act) => act is FirstKeyPair or NewKey or KeyErased;
}
