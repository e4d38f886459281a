using Alongside.Features.Sealing;
using Alongside.Kernel;

namespace Alongside.Features.Solidarity;

/// <summary>
/// Who pays, and for which session, as the ledger knows them: codes under the house key. Without the house file nobody
/// can tell from the database whose lines they are, and charging still needs nobody's key.
/// </summary>
public static class Payer
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>32 bytes.</summary>
    public static byte[] Of(House house, SubjectId subject) => house.Mac("payer", subject.Value.ToByteArray());

    /// <summary>Who is paid for their time on the client council: 32 bytes, so that nobody finds by it under which name they pay.</summary>
    public static byte[] OnCouncil(House house, SubjectId subject) => house.Mac("council time", subject.Value.ToByteArray());

    /// <summary>32 bytes, in no relation to the payer's.</summary>
    public static byte[] SessionOf(House house, Guid appointment) => house.Mac("paid session", appointment.ToByteArray());

    /// <summary>
    /// What a payer writes on a transfer, for instance "7KQ2-M0XD": 40 bits of the reference in Crockford's letters.
    /// </summary>
    public static string CodeOf(ReadOnlySpan<byte> payer)
    {
        ulong bits = 0;
        foreach (var one in payer[..5]) bits = (bits << 8) | one;
        var code = new char[8];
        for (var i = 7; i >= 0; i--, bits >>= 5) code[i] = Letters[(int)(bits & 31)];
        return $"{new string(code, 0, 4)}-{new string(code, 4, 4)}";
    }

    /// <summary>A code as somebody typed it: case, spaces and dashes don't matter, and O is 0, I and L are 1.</summary>
    public static string Typed(string? text)
    {
        var letters = new string([.. (text ?? "").ToUpperInvariant().Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })
            .Where(c => Letters.Contains(c, StringComparison.Ordinal))]);
        return letters.Length == 8 ? $"{letters[..4]}-{letters[4..]}" : letters;
    }
}
