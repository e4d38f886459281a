using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Tests.Sealing;
using Alongside.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Tests.People;

/// <summary>What leads to somebody's key lies with them alone. Cases 19, 22 and 31.</summary>
public class SecretsTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Neither_a_cookie_nor_a_code_nor_what_was_hashed_slowly_lies_in_the_database_or_beside_it(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var made = (await story.SignsUp("wren of the mill")).Value;
        var (_, returnCode) = await story.WithReturnCode();
        string[] cookies = [made.Cookie, (await story.SignsIn("wren of the mill")).Value.Cookie, (await story.Asks((a, _) => a.Return(returnCode))).Value.Cookie];
        foreach (var cookie in cookies) await GateTests.Seal(story.Practice, await story.Ring(cookie), Category.Request, "it is heavy");
        var code = made.Recovery!.ToString();
        var secrets = new List<byte[]>
        {
            RecoveryCode.Read(code).Value.Bytes.ToArray(), ReturnCode.Read(returnCode).Value.Bytes.ToArray(),
            Utf8(code), Utf8(code.Replace("-", "", StringComparison.Ordinal)), Utf8(returnCode), Utf8(returnCode.Replace(" ", "", StringComparison.Ordinal)),
            Utf8("wren of the mill"), Utf8(AccountStory.Passphrase), Shown.Recovery(RecoveryCode.Read(code).Value.Bytes.ToArray()).Key,
        };
        foreach (var cookie in cookies)
        {
            var bytes = Base64Url.DecodeFromChars(cookie);
            secrets.AddRange([Utf8(cookie), bytes[..16], bytes[16..]]);
        }
        // The first half finds the row and is stored; the second half opens it.
        var derived = story.Derived.Select(d => HMACSHA512.HashData(d.Salt, d.Secret)).ToList();
        Assert.Equal(4, derived.Count);
        secrets.AddRange(derived.Select(d => d[32..64]));

        var everything = await Everything(story.Practice);
        Assert.Contains(everything, value => value.AsSpan().IndexOf(derived[0].AsSpan(0, 32)) >= 0);
        Assert.All(secrets, secret => Assert.DoesNotContain(everything, value => value.AsSpan().IndexOf(secret) >= 0));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nothing_that_is_stored_follows_from_name_and_house_file_alone(string database)
    {
        // The same randomness three times over, so that only what was typed differs.
        var first = await Pieces(database, "wren@example.org", AccountStory.Passphrase);
        var otherPassphrase = await Pieces(database, "wren@example.org", AccountStory.Another);
        var otherName = await Pieces(database, "robin@example.org", AccountStory.Passphrase);
        Assert.NotEmpty(first.Except(otherPassphrase));
        Assert.NotEmpty(first.Intersect(otherPassphrase));
        Assert.Empty(first.Intersect(otherPassphrase).Except(otherName));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_paper_alone_opens_what_is_sealed_without_any_house_file(string database)
    {
        await using var story = await AccountStory.Begin(database);
        var made = (await story.SignsUp()).Value;
        var folder = await GateTests.Seal(story.Practice, await story.Ring(made.Cookie), Category.Request, "it is heavy");
        await using var db = story.Practice.Place.Open(null);
        var practice = await db.Practices.Select(p => p.Id).SingleAsync();

        var code = RecoveryCode.Read(made.Recovery!.ToString()).Value.Bytes.ToArray();
        byte[] Derive(string label) => HKDF.DeriveKey(HashAlgorithmName.SHA256, code, 32, info: Utf8(label));
        var locator = Derive("recovery locator");
        var row = await db.Credentials.SingleAsync(c => c.Locator == locator);
        var scalar = new byte[32];
        using (var aes = new AesGcm(Derive("recovery key"), 16))
            aes.Decrypt(row.SealedScalar.AsSpan(0, 12), row.SealedScalar.AsSpan(12, 32), row.SealedScalar.AsSpan(44), scalar, new Binding("credential")
                .Add(practice).Add((int)CredentialKind.RecoveryCode).Add(locator).Add(row.Person.Value).Add(row.KeyNumber).ToArray());

        var wrap = await db.Wraps.SingleAsync(w => w.Folder == folder.Id && w.Actor == row.Person.Actor);
        var dataKey = Wrapping.Open(wrap.Bytes, KeyPair.From(scalar), new(practice, Wrapped.DataKey, folder.Id.Value, wrap.Generation, wrap.Actor, wrap.KeyNumber))!;
        var record = await db.SealedRecords.SingleAsync(r => r.Folder == folder.Id);
        var opened = Envelope.Open(dataKey, record.Bytes, new(practice, folder.Id, record.Generation, record.Kind, record.Row, record.Version))!;
        Assert.Contains("it is heavy", Encoding.UTF8.GetString(opened), StringComparison.Ordinal);
    }

    /// <summary>All that is stored of somebody who made an account: every eight bytes that stand in a row.</summary>
    private static async Task<HashSet<ulong>> Pieces(string database, string name, string passphrase)
    {
        await using var story = await AccountStory.Begin(database);
        await GateTests.Seal(story.Practice, await story.Ring((await story.SignsUp(name, passphrase)).Value.Cookie), Category.Request, "it is heavy");
        await using var visit = story.Practice.Visit();
        return [.. (await Stored.Values(visit.Db)).SelectMany(v => Enumerable.Range(0, Math.Max(0, v.Length - 7)).Select(i => BitConverter.ToUInt64(v, i)))];
    }

    /// <summary>Every value in the database, and every file beside it.</summary>
    private static async Task<List<byte[]>> Everything(TestPractice practice)
    {
        await using var visit = practice.Visit();
        var all = await Stored.Values(visit.Db);
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(practice.HouseFile)!, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[open.Length];
            await open.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            all.Add(bytes);
        }
        return all;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
