// A little house of its own, wrong on purpose in every way that the walker has to see.
#pragma warning disable CA1822, CA1861, CS0649, CS0169, CA1823, IDE0051

namespace Alongside.Tests.Planted.Kernel
{
    public static class Root
    {
        public static Guid Id() => Guid.NewGuid();
    }

    public class Leaf;

    public class Climbs
    {
        public Features.People.Person? Person { get; set; }
    }
}

namespace Alongside.Tests.Planted.Features.People
{
    public class Person : Kernel.Leaf;

    public interface ILater<T>;

    public class InAField { private Circle.Proposal? later; }

    public class InASignature { public void Takes(IReadOnlyList<Circle.Proposal[]> later) => _ = later.Count; }

    public class InABase : Circle.Proposal;

    public class InAnInterface : ILater<Circle.Proposal>;

    public class InAConstraint<T> where T : Circle.Proposal;

    public class InALocal { public string Says() => new Circle.Proposal().ToString()!; }

    public class InALambda { public Func<int> Asks() => () => Circle.Helper.Count; }

    public class InAnAsyncMethod
    {
        public async Task<int> Waits()
        {
            await Task.Yield();
            return Circle.Helper.Count;
        }
    }

    public class InAnIterator
    {
        public IEnumerable<int> Walks() { yield return Circle.Helper.Count; }
    }

    public class InAGenericCall { public bool Has() => Array.Empty<object>().OfType<Circle.Proposal>().Any(); }

    public class InACatch
    {
        public bool Tries()
        {
            try { return bool.Parse("no"); } catch (Circle.Trouble) { return false; }
        }
    }

    public class InATypeOf { public Type Which => typeof(Circle.Proposal); }

    [System.ComponentModel.TypeConverter(typeof(Circle.Proposal))]
    public class InAnAttribute;

    public class InANestedType { public class Inner { public Circle.Proposal? Later; } }

    public class UsesStorage { public Storage.Database? Database; }

    public class UsesAPage { public Pages.Page? Page; }

    public class UsesAQuery { public PersonRow? Row; }

    public class UsesACount { public Counting.CountsInStorage? Count; }
}

namespace Alongside.Tests.Planted.Features.People.Counting
{
    public class CountsInStorage { public Storage.Database? Database; public Person? Person; }
}

namespace Alongside.Tests.Planted.Features.People.Pages
{
    public class Page { public Storage.Database? Database; public Site.Layout? Layout; public Person? Person; }

    public class PageOfALaterFeature { public Circle.Proposal? Proposal; }

    public class PageOfACommand { public Commands.Serve? Serve; }
}

namespace Alongside.Tests.Planted.Features.Circle
{
    public class Proposal { public People.Person? By; }

    public static class Helper { public static int Count => Environment.ProcessorCount; }

    public class Trouble : Exception;
}

namespace Alongside.Tests.Planted.Features.Elsewhere
{
    public class Unlisted;
}

namespace Alongside.Tests.Planted.Storage
{
    public class Database { public Features.Circle.Proposal? Proposal; }

    public class UsesTheSite { public Site.Layout? Layout; }

    public class UsesAFeaturesPage { public Features.People.Pages.Page? Page; }
}

namespace Alongside.Tests.Planted.Site
{
    public class Layout { public Storage.Database? Database; public Features.People.Pages.Page? Page; }
}

namespace Alongside.Tests.Planted.Commands
{
    public class Serve { public Site.Layout? Layout; }

    public class Watches
    {
        public async Task<long> Waits()
        {
            await Task.Delay(TimeSpan.Zero, TimeProvider.System);
            return new[] { 1 }.Select(_ => DateTimeOffset.UtcNow.Ticks + Random.Shared.Next()).Sum();
        }
    }
}
