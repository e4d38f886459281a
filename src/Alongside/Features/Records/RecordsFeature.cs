using Alongside.Features.Records.Doors;
using Alongside.Features.Records.Jobs;
using Alongside.Features.Records.Pages;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Records;

public static class RecordsFeature
{
    public static Feature Feature { get; } = new("Records")
    {
        Stores = RecordsStores.All,
        Nav =
        [
            new("Records", Sentence.Of("People"), "/people", ForMembers: true) { Place = -50 },
            new("Records", Sentence.Of("My record"), "/my-record", ForClients: true) { Place = -50 },
            new("Records", Sentence.Of("Who looked"), "/who-looked", ForClients: true),
            new("Records", Sentence.Of("By whom I stand"), "/with") { ForGuests = true },
        ],
        Parts = [new(Home.MyCare, typeof(LookedLately), Place: 10), new(Home.Today, typeof(AskedToday), Place: 4)],
        Services = services => services.AddScoped<NoteBook>().AddScoped<AskingBook>().AddScoped<ErasureBook>().AddHostedService<Shredding>(),
    };
}
