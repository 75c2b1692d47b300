using Microsoft.AspNetCore.Components.Server.Circuits;

namespace OrleansRetro.Live;

/// <summary>
/// The line between one page and this process. A page whose line is down is kept for a while, so that it can come back as it was,
/// but whoever sat in front of it isn't here.
/// </summary>
public sealed class Line : CircuitHandler
{
    public bool IsUp { get; private set; } = true;

    /// <summary>It went down, or came up again.</summary>
    public event Action? Changed;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Turn(up: true);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Turn(up: false);

    Task Turn(bool up)
    {
        IsUp = up;
        Changed?.Invoke();
        return Task.CompletedTask;
    }
}
