using System.Diagnostics;
using Alongside.Commands;
using Alongside.Demo;
using Alongside.Features.Calendar;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Alongside.Benchmarks;

/// <summary>What a peer needs to unseal a record by bare calls.</summary>
public sealed record RecordKey(Guid Record, byte[] DataKey, byte[] Bound);

/// <summary>How much was allocated since the process began, and what it holds, in bytes.</summary>
public sealed record Held(long Allocated, long Resident);

/// <summary>
/// The application, put together by its own composition root, in a process of its own. Before its first middleware stands
/// a door for who measures, which the application as people run it doesn't have.
/// </summary>
internal static class Served
{
    public const string Door = "/-bench/", Record = "Bench-Record";

    public static async Task<int> Run(string data, string database, string url)
    {
        var place = database == "sqlite" ? DatabasePlace.Sqlite(Path.Combine(data, "practice.db")) : DatabasePlace.Of(database);
        var settings = new Settings(data, place, Path.Combine(data, "house.key"), new(url), []);
        using var ground = (await StandingGround.Take(settings, demo: true, CancellationToken.None)).Value;
        await using (var db = place.Open(null))
        {
            await db.ClockChecks.ExecuteDeleteAsync();
            if (!await db.Permissions.AnyAsync()) await DemoPractice.Build(place, ground.Premises, 1, CancellationToken.None);
        }
        using var listening = DiagnosticListener.AllListeners.Subscribe(Recording.Ear);
        await using var app = CompositionRoot.Build(ground, settings, services => services.AddSingleton<IStartupFilter, MeasuringDoor>());
        await app.StartAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }

    private sealed class MeasuringDoor : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(Answer);
            next(app);
        };

        private static async Task Answer(HttpContext context, RequestDelegate next)
        {
            switch (context.Request.Path.Value)
            {
                case Door + "held":
                    await context.Response.WriteAsJsonAsync(new Held(GC.GetTotalAllocatedBytes(precise: true), Environment.WorkingSet));
                    break;
                case Door + "recorded":
                    await context.Response.WriteAsJsonAsync(Recording.Last);
                    break;
                case Door + "keys":
                    await context.Response.WriteAsJsonAsync(await KeysOf(context));
                    break;
                case Door + "times":
                    await context.Response.WriteAsJsonAsync(await FreeTimes(context));
                    break;
                default:
                    var records = context.Request.Headers.ContainsKey(Record);
                    if (records) Recording.Ear.Begin();
                    await next(context);
                    if (records) Recording.Ear.End();
                    break;
            }
        }

        private static async Task<List<FreeTime>> FreeTimes(HttpContext context)
        {
            var keyring = (await context.RequestServices.GetRequiredService<Sessions>().Find(context.Request.Cookies["session"]))!;
            var now = context.RequestServices.GetRequiredService<PracticeClock>().GetCurrentInstant();
            return [.. (await context.RequestServices.GetRequiredService<Database>().OpeningsOf(keyring.Person, now, CancellationToken.None))
                .Where(o => o.State == OpeningState.Free).OrderBy(o => o.Start).Select(o => new FreeTime(o.Id.Value, o.Start.ToUnixTimeTicks()))];
        }

        /// <summary>The keys of all records that whoever is signed in can open: everybody here is invented.</summary>
        private static async Task<List<RecordKey>> KeysOf(HttpContext context)
        {
            var services = context.RequestServices;
            var (db, gate, premises) = (services.GetRequiredService<Database>(), services.GetRequiredService<Gate>(), services.GetRequiredService<Premises>());
            var keyring = (await services.GetRequiredService<Sessions>().Find(context.Request.Cookies["session"]))!;
            await gate.LoadMandates(keyring, services.GetRequiredService<PracticeClock>().GetCurrentInstant());
            var keys = new Dictionary<(FolderId, int), byte[]>();
            foreach (var wrap in await db.Wraps.AsNoTracking().ToListAsync())
                if (keyring.Find(wrap.Actor, wrap.KeyNumber) is not null && gate.Vault.Unwrap(wrap, keyring) is { } key) keys[(wrap.Folder, wrap.Generation)] = key;
            var found = new List<RecordKey>();
            foreach (var record in await db.SealedRecords.AsNoTracking().ToListAsync())
                if (keys.TryGetValue((record.Folder, record.Generation), out var key)) found.Add(new(record.Id.Value, key, Bare.Bound(record.Place(premises.Practice))));
            return found;
        }
    }
}
