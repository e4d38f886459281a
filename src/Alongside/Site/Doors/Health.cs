using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Alongside.Site.Doors;

/// <summary>Says to whoever watches the server whether it can work, and nothing else. A practice that isn't founded yet is well.</summary>
public static class Health
{
    public const string Path = "/health";

    public static void Map(IEndpointRouteBuilder app) => app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], Answer)
        .WithMetadata(new OpensNothingAttribute("Asks the database whether it answers, and says “ok” or “not”; what is in it is nobody's to learn here."));

    private static async Task Answer(HttpContext context)
    {
        var well = await Reaches(context.RequestServices.GetRequiredService<Database>(), context.RequestAborted);
        context.Response.StatusCode = well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(well ? "ok" : "not", context.RequestAborted);
    }

    private static async Task<bool> Reaches(Database db, CancellationToken stop)
    {
        try
        {
            return await db.Practices.AnyAsync(stop);
        }
        catch (Exception trouble) when (StorageTroubles.Of(trouble) is not null)
        {
            return false;
        }
    }
}
