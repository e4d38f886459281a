using System.Globalization;
using Alongside.Commands;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Alongside.Demo;

/// <summary>Pages that exist in a demo alone: where a real practice is served, nothing listens at their addresses.</summary>
public static class DemoPages
{
    public const string SeizedDisk = "/seized-disk", Later = "/later";

    private static readonly OpensNothingAttribute Guard =
        new("Reads a fictional practice's files as bytes, and counts rows. It holds no key, and exists in the demo alone.");

    private static readonly OpensNothingAttribute Waits = new("Lets days pass in a fictional practice: it writes a number and the time of sessions, and exists in the demo alone.");

    public static void Register(IServiceCollection services, DaysAhead clock) => services.AddSingleton<LastTyped>().AddSingleton(clock);

    /// <summary>Stands after the forms' tokens were checked.</summary>
    public static void Notice(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await context.RequestServices.GetRequiredService<LastTyped>().Notice(context);
        await next(context);
    });

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(SeizedDisk, (HttpContext context, Database db, LastTyped last) => Show(context, db, null, last)).WithMetadata(Guard);
        app.MapPost(SeizedDisk, async (HttpContext context, Database db, LastTyped last) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return await Show(context, db, form["text"].ToString().Trim(), last);
        }).WithMetadata(Guard, new RequiresForm());
        app.MapGet(Later, (int? passed) => new RazorComponentResult<LaterPage>(new { Passed = DaysAhead.Steps.Contains(passed ?? 0) ? passed!.Value : 0 })).WithMetadata(Waits);
        app.MapPost(Later, async (HttpContext context, Database db, DaysAhead ahead, PracticeClock clock) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (!int.TryParse(form["days"], CultureInfo.InvariantCulture, out var days) || !DaysAhead.Steps.Contains(days)) return Results.LocalRedirect(Later);
            await ahead.MoveOn(days, db, clock, context.RequestAborted);
            return Results.LocalRedirect($"{Later}?passed={days}");
        }).WithMetadata(Waits, new RequiresForm());
    }

    private static async Task<RazorComponentResult<SeizedDiskPage>> Show(HttpContext context, Database db, string? text, LastTyped last)
    {
        var ground = context.RequestServices.GetRequiredService<StandingGround>();
        return new(new
        {
            Text = text,
            Typed = last.Text,
            Files = text?.Length >= Demo.SeizedDisk.Shortest ? Demo.SeizedDisk.Search(ground.DataFolder, text, context.RequestAborted) : null,
            Clear = await Demo.SeizedDisk.Look(db, context.RequestAborted),
        });
    }

    private sealed class RequiresForm : Microsoft.AspNetCore.Antiforgery.IAntiforgeryMetadata
    {
        public bool RequiresValidation => true;
    }
}
