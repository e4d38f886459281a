using Alongside.Features.Circle;
using Alongside.Features.People;
using Alongside.Features.Sealing;
using Alongside.Features.Welcome;
using Alongside.Features.Welcome.Doors;
using NodaTime;

namespace Alongside.Demo.Sized;

/// <summary>Somebody who asked for care in the last weeks and waits, as <c>Asking</c> would have sealed it.</summary>
internal static class Waits
{
    private static readonly Duration longest = Duration.FromDays(365);

    public static (CareRequest Request, OnesFolders Folders) Of(Chance chance, Instant sentAt, Locksmith locksmith)
    {
        var welcome = locksmith.Mandates.Single(m => m.Name == MandateNames.Welcome && m.Holders(sentAt).Any());
        var folders = new OnesFolders(locksmith, chance.Id<Kernel.PersonId>(), chance.Id, sentAt - Duration.FromMinutes(30));
        var person = new Kernel.PersonId(folders.PublicKey.Actor.Value);
        var request = new CareRequest(chance.Id<CareRequestId>(), person, sentAt - Duration.FromMinutes(30));
        folders.Seal(folders.Begin(Category.Name, Guid.Empty, sentAt), Names.Kind, chance.Id(), Invented.NamesOf(chance), sentAt);
        folders.Seal(folders.Begin(Category.Channel, Guid.Empty, sentAt), Channels.Kind, chance.Id(), Invented.ChannelsOf(chance), sentAt);
        folders.Seal(folders.Begin(Category.Request, request.Id.Value, sentAt), Request.Kind, chance.Id(), new Request(Invented.Brings(chance)), sentAt);
        folders.Seal(folders.Begin(Category.Fit, request.Id.Value, sentAt), Fit.Kind, chance.Id(), Invented.Fit(chance), sentAt);
        foreach (var (category, purpose) in Placements.Opened)
            folders.Permit(Permission.Permit(chance.Id<PermissionId>(), person, welcome.Id, category, null, purpose, false, new(sentAt, sentAt + longest), null).Value, sentAt);
        request.Send(sentAt);
        return (request, folders);
    }
}
