using OrleansRetro.Load.Floor;

// The least a durable live board can cost on ASP.NET Core: what the product is measured against.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

var path = builder.Configuration["Floor:File"] ?? throw new InvalidOperationException("Floor__File names the file that cards are written to");
using var file = new CardFile(path);
var floor = new Endpoints(file);

var app = builder.Build();
app.MapGet("/health/ready", () => Results.Ok());
app.MapPost("/api/v1/retros", floor.StartRetro);
app.MapPost("/api/v1/retros/{id}/seats", floor.TakeSeat);
app.MapPut("/api/v1/retros/{id}/cards/{cardId}", floor.AddCard);
app.MapGet("/api/v1/retros/{id}/changes", floor.Watch);
await app.RunAsync();
