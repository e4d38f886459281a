using Alongside.Features.Sealing.Gate;
using Microsoft.AspNetCore.Identity;

namespace Alongside.Features.People.Doors;

/// <summary>Whoever holds a passkey, as ASP.NET’s Identity sees them: by the handle that the authenticator keeps, and by nothing else.</summary>
public sealed record PasskeyOwner(string Handle);

/// <summary>
/// What Identity’s <see cref="PasskeyHandler{TUser}"/> asks for while it checks what an authenticator signed. It only ever
/// reads here: what follows from it is written by <see cref="PasskeyBook"/>, and Identity’s users, names and roles aren’t ours.
/// </summary>
public sealed class PasskeyOwners(Passkeys passkeys) : IUserPasskeyStore<PasskeyOwner>
{
    public Task<string> GetUserIdAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult(user.Handle);

    public Task<string?> GetUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    // Whether there is somebody is only known together with the passkey.
    public Task<PasskeyOwner?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult<PasskeyOwner?>(new(userId));

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.Find(credentialId, user.Handle) is { } row
            ? new(credentialId, row.PublicKey, row.MadeAt.ToDateTimeOffset(), (uint)row.SignCount, null, isUserVerified: true, row.BackupEligible, row.BackedUp, [], [])
            : null;

    // Each passkey has a handle of its own, so that none stands in another's way, and nobody learns that it is known here.
    public Task<PasskeyOwner?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult<PasskeyOwner?>(null);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyOwner user, CancellationToken cancellationToken) => Task.FromResult<IList<UserPasskeyInfo>>([]);

    public Task<PasskeyOwner?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw NotOurs;

    public Task<string?> GetNormalizedUserNameAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw NotOurs;

    public Task SetUserNameAsync(PasskeyOwner user, string? userName, CancellationToken cancellationToken) => throw NotOurs;

    public Task SetNormalizedUserNameAsync(PasskeyOwner user, string? normalizedName, CancellationToken cancellationToken) => throw NotOurs;

    public Task<IdentityResult> CreateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw NotOurs;

    public Task<IdentityResult> UpdateAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw NotOurs;

    public Task<IdentityResult> DeleteAsync(PasskeyOwner user, CancellationToken cancellationToken) => throw NotOurs;

    public Task AddOrUpdatePasskeyAsync(PasskeyOwner user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw NotOurs;

    public Task RemovePasskeyAsync(PasskeyOwner user, byte[] credentialId, CancellationToken cancellationToken) => throw NotOurs;

    public void Dispose()
    {
        // Identity asks for it; there is nothing to let go of.
    }

    private static NotSupportedException NotOurs => new("Passkeys are written within a work, by PasskeyBook.");
}
