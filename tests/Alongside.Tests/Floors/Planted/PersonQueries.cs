namespace Alongside.Tests.Planted.Features.People;

public interface IHasNoBody;

public record PersonRow(Storage.Database? Database, IHasNoBody? Other);
