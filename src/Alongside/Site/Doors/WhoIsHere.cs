using Alongside.Features.Circle.Doors;
using Alongside.Features.People;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Site.Doors;

/// <summary>Finds out whose session this is, and what to call them. Whoever has none is a visitor.</summary>
public sealed class WhoIsHere(RequestDelegate next, NameTags tags, Premises premises)
{
    // From the one folder to its records: the other way round, every page would read what anybody ever wrote.
    private static readonly Question<SubjectId, int?> latestNames = new((db, subject, _) => db.Folders.Where(f => f.Subject == subject && f.Category == Category.Name)
        .Join(db.SealedRecords.Where(r => r.Kind == Names.Kind), f => f.Id, r => r.Folder, (_, r) => (int?)r.Version).Max());

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsFile(context) && SessionCookie.Read(context) is { } cookie)
        {
            await StayOpen(context);
            if (await context.RequestServices.GetRequiredService<Sessions>().Find(cookie, context.RequestAborted) is { } keyring)
                await Enter(context, context.Features.Get<Visit>()!, keyring);
        }
        await next(context);
    }

    // A page asks dozens of times, and each opening of a connection tells SQLite its keys and EF's functions anew:
    // it stays open until the visit ends. PostgreSQL's are few, and go back to the pool between two questions.
    private static Task StayOpen(HttpContext context)
    {
        var db = context.RequestServices.GetRequiredService<Database>();
        return db.IsPostgres ? Task.CompletedTask : db.Database.OpenConnectionAsync(context.RequestAborted);
    }

    private async Task Enter(HttpContext context, Visit visit, Keyring keyring)
    {
        var db = context.RequestServices.GetRequiredService<Database>();
        visit.Keyring = keyring;
        visit.Kind = await db.Person(premises.House, keyring.Person, context.RequestAborted) switch
        {
            { Kind: PersonKind.Member } => VisitKind.Member,
            { Kind: PersonKind.Client } => VisitKind.Client,
            { Kind: PersonKind.Guest } => VisitKind.Guest,
            _ => VisitKind.Visitor,
        };
        if (visit.Kind == VisitKind.Member) visit.Mandates = await HeldBy(context, keyring);
        await context.RequestServices.GetRequiredService<Gate>().Settle(keyring, context.RequestAborted);
        if (visit.Kind == VisitKind.Member) await context.RequestServices.GetRequiredService<Reviews>().OpenWaiting(keyring, context.RequestAborted);
        var tag = await TagOf(context, db, keyring);
        (visit.NameShown, visit.OwnZone) = (tag.Name, tag.Zone);
    }

    private static async Task<IReadOnlySet<string>> HeldBy(HttpContext context, Keyring keyring)
    {
        var now = context.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
        return (await context.RequestServices.GetRequiredService<Vault>().Mandates()).Where(m => m.Holders(now).Contains(keyring.Person)).Select(m => m.Name).ToHashSet();
    }

    private async Task<NameTags.Tag> TagOf(HttpContext context, Database db, Keyring keyring)
    {
        var version = await latestNames.Ask(db, keyring.Person.Subject, context.RequestAborted) ?? 0;
        if (tags.Find(keyring.Session, version) is { } tag) return tag;
        if (version == 0) return new(0, null, null);
        var names = await context.RequestServices.GetRequiredService<NameBook>().Own(keyring, context.RequestAborted);
        return tags.Keep(keyring.Session, new(version, names?.For(NameContext.Portal), names?.ZoneIn(DateTimeZoneProviders.Tzdb)));
    }

    // Styles and icons are the same for everybody. A file that carries another guard is somebody's own.
    private static bool IsFile(HttpContext context) =>
        Path.HasExtension(context.Request.Path.Value)
        && context.GetEndpoint()?.Metadata.GetMetadata<GuardAttribute>() is null or OpensNothingAttribute;
}
